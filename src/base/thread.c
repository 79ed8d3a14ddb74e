/*
 * pthread_create() with the attributes around it.
 * SPDX-License-Identifier: MIT
 */
#include "thread.h"

bool
thread_start(pthread_t *thread, size_t stack_size, void *(*run)(void *), void *argument)
{
	pthread_attr_t attributes;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, stack_size);
	bool started = pthread_create(thread, &attributes, run, argument) == 0;
	pthread_attr_destroy(&attributes);
	return started;
}
