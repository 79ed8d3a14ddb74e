/*
 * What is to be shared stands in a list until enough threads take part or whoever brought it is done with it alone.
 * SPDX-License-Identifier: MIT
 */
#include "scan_pool.h"

#include "thread.h"

#include <pthread.h>
#include <stdbool.h>

enum { STACK_SIZE = 256 << 10 };

struct task {
	struct task *next;
	void (*run)(void *context, int number);
	void *context;
	int begun;   /* calls, the first one too */
	int most;    /* of them */
	int running; /* calls by threads of the pool */
};

static struct {
	pthread_mutex_t lock; /* of the following */
	pthread_cond_t more, done;
	struct task *tasks; /* that may have more calls */
	int idle;
	bool stopping;
	pthread_t threads[SCAN_THREADS_MAX - 1];
	int thread_count; /* set before the first task */
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER,
	   .more = PTHREAD_COND_INITIALIZER,
	   .done = PTHREAD_COND_INITIALIZER };

/* ---- under the lock ---- */

static void
task_remove(const struct task *task)
{
	struct task **at = &pool.tasks;
	while (*at != NULL && *at != task)
		at = &(*at)->next;
	if (*at != NULL)
		*at = task->next;
}

static void
task_take_part(struct task *task)
{
	int number = task->begun++;
	if (task->begun == task->most)
		task_remove(task);
	task->running++;
	pthread_mutex_unlock(&pool.lock);
	task->run(task->context, number);
	pthread_mutex_lock(&pool.lock);
	if (--task->running == 0)
		pthread_cond_broadcast(&pool.done);
}

/* ---- threads ---- */

static void *
pool_run(void *argument)
{
	(void)argument;
	pthread_setname_np(pthread_self(), "scan");
	pthread_mutex_lock(&pool.lock);
	while (!pool.stopping) {
		if (pool.tasks != NULL) {
			task_take_part(pool.tasks);
			continue;
		}
		pool.idle++;
		pthread_cond_wait(&pool.more, &pool.lock);
		pool.idle--;
	}
	pthread_mutex_unlock(&pool.lock);
	return NULL;
}

void
scan_pool_start(int threads)
{
	pool.stopping = false;
	pool.thread_count = 0;
	while (pool.thread_count < threads && pool.thread_count < SCAN_THREADS_MAX - 1 &&
	       thread_start(&pool.threads[pool.thread_count], STACK_SIZE, pool_run, NULL))
		pool.thread_count++;
}

void
scan_pool_stop(void)
{
	pthread_mutex_lock(&pool.lock);
	pool.stopping = true;
	pthread_cond_broadcast(&pool.more);
	pthread_mutex_unlock(&pool.lock);
	for (int i = 0; i < pool.thread_count; i++)
		pthread_join(pool.threads[i], NULL);
	pool.thread_count = 0;
}

int
scan_pool_idle(void)
{
	pthread_mutex_lock(&pool.lock);
	int idle = pool.idle;
	pthread_mutex_unlock(&pool.lock);
	return idle;
}

void
scan_pool_run(void (*run)(void *context, int number), void *context, int others)
{
	struct task task = { .run = run, .context = context, .begun = 1, .most = others + 1 };
	pthread_mutex_lock(&pool.lock);
	bool shared = others > 0 && pool.idle > 0;
	if (shared) {
		task.next = pool.tasks;
		pool.tasks = &task;
		pthread_cond_broadcast(&pool.more);
	}
	pthread_mutex_unlock(&pool.lock);
	run(context, 0);
	if (!shared)
		return;
	pthread_mutex_lock(&pool.lock);
	task_remove(&task);
	while (task.running > 0)
		pthread_cond_wait(&pool.done, &pool.lock);
	pthread_mutex_unlock(&pool.lock);
}
