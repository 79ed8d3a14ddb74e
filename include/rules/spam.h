/*
 * Hosts that are known for sending made-up referrers, so that website owners visit them. Read once from
 * data/spam-referrers.txt, then shared by all threads.
 * SPDX-License-Identifier: MIT
 */
#ifndef SPAM_H
#define SPAM_H

#include <stdbool.h>
#include <stddef.h>

struct spam_referrers;

/* NULL on failure, with a reason in `error`. */
struct spam_referrers *spam_referrers_load(const char *path, char *error, size_t error_size);
void spam_referrers_free(struct spam_referrers *list);

/* Whether the host, in lower case, or a domain that it belongs to, is listed. */
bool spam_referrers_contain(const struct spam_referrers *list, const char *host);

#endif
