/*
 * Threads with a stack of their own size: what runs SQL keeps rows there, and the system's default is not the same everywhere.
 * SPDX-License-Identifier: MIT
 */
#ifndef THREAD_H
#define THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* As pthread_create(). False: no thread to be had. */
bool thread_start(pthread_t *thread, size_t stack_size, void *(*run)(void *), void *argument);

#endif
