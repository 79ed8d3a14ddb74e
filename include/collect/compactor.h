/*
 * A thread that makes what has been collected part of the blocks that reports read, every few seconds where there is enough.
 * SPDX-License-Identifier: MIT
 */
#ifndef COMPACTOR_H
#define COMPACTOR_H

struct compactor;

/* The thread has a connection of its own. NULL: no thread to be had. */
struct compactor *compactor_start(long long statement_timeout_ms);

/* Ends and joins the thread, after the step that it is at. */
void compactor_stop(struct compactor *compactor);

#endif
