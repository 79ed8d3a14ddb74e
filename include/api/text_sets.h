/*
 * Which texts meet a condition, as far as it was asked before: an answer holds for ever, since texts never change. Of one website;
 * whoever uses it holds the website's mutex.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEXT_SETS_H
#define TEXT_SETS_H

#include "view.h"

#include <stdbool.h>

struct text_sets;

/* NULL without memory. */
struct text_sets *text_sets_new(void);
void text_sets_free(struct text_sets *sets);

/* What all of it takes. */
size_t text_sets_bytes(const struct text_sets *sets);

/*
 * Of the texts `wanted`: adds those that are known to meet the condition to `matching`, and those of which it is not known to
 * `unknown`. All three have room for the same slots. The answer is whether any is unknown.
 */
bool text_sets_find(struct text_sets *sets, const char *condition, const struct bits *wanted,
		    struct bits *matching, struct bits *unknown);

/* Of the texts `asked` it is known now: those of them that are in `matching` meet the condition. Without memory it is forgotten. */
void text_sets_note(struct text_sets *sets, const char *condition, const struct bits *asked,
		    const struct bits *matching);

#endif
