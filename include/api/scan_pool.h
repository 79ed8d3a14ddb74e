/*
 * Threads that take part in going over blocks, besides the worker whose report it is. They know nothing of the database.
 * SPDX-License-Identifier: MIT
 */
#ifndef SCAN_POOL_H
#define SCAN_POOL_H

enum { SCAN_THREADS_MAX = 4 }; /* that go over the same blocks, the worker's own too */

/* Before any thread reads: so many, SCAN_THREADS_MAX less one at most; those that cannot be had are done without. */
void scan_pool_start(int threads);
/* After the last one. */
void scan_pool_stop(void);

/* How many could take part at this moment. Any thread. */
int scan_pool_idle(void);

/*
 * Calls `run` with the number 0 on this thread and meanwhile with 1, 2, ... on others that are idle, on `others` of them at most.
 * Returns when all that were called have. Nobody waits for a thread that has something else to do. Any thread.
 */
void scan_pool_run(void (*run)(void *context, int number), void *context, int others);

#endif
