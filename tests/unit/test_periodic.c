/*
 * A thread that works now and then. A pause that does not end when it should would make this program hang.
 * SPDX-License-Identifier: MIT
 */
#include "periodic.h"

#include "clock.h"
#include "unit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

enum { FOR_EVER = 24 * 3600 };

/* What the thread is to do, and what it has done. */
struct task {
	int pause;
	atomic_int rounds;
	atomic_bool ended;
	atomic_bool told_again; /* asked once more at the end, it hears the same */
	char name[16];
};

static void
task_run(struct periodic *periodic, const void *context)
{
	struct task *task = (struct task *)context;
	pthread_getname_np(pthread_self(), task->name, sizeof(task->name));
	do {
		task->rounds++;
	} while (!periodic_pause(periodic, task->pause));
	task->told_again = periodic_pause(periodic, FOR_EVER);
	task->ended = true;
}

static void
wait_for_rounds(struct task *task, int rounds)
{
	while (task->rounds < rounds)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

static void
works_until_it_is_told_to_end(void)
{
	struct task task = { .pause = 0 };
	struct periodic *periodic = periodic_start("works", task_run, &task);
	CU_ASSERT_PTR_NOT_NULL_FATAL(periodic);
	wait_for_rounds(&task, 5);
	CU_ASSERT_FALSE(task.ended);
	periodic_stop(periodic);
	CU_ASSERT_TRUE(task.ended);
	CU_ASSERT_TRUE(task.told_again);
	CU_ASSERT_STRING_EQUAL(task.name, "works");
}

static void
ends_in_the_middle_of_a_pause(void)
{
	struct task task = { .pause = FOR_EVER };
	struct periodic *periodic = periodic_start("pauses", task_run, &task);
	CU_ASSERT_PTR_NOT_NULL_FATAL(periodic);
	wait_for_rounds(&task, 1);
	periodic_stop(periodic);
	CU_ASSERT_TRUE(task.ended);
	CU_ASSERT_EQUAL(task.rounds, 1);
}

static void
pauses_for_as_long_as_it_says(void)
{
	struct task task = { .pause = 1 };
	long long began = clock_monotonic_us();
	struct periodic *periodic = periodic_start("waits", task_run, &task);
	CU_ASSERT_PTR_NOT_NULL_FATAL(periodic);
	wait_for_rounds(&task, 2);
	CU_ASSERT_TRUE(clock_monotonic_us() - began >= 1000 * 1000);
	periodic_stop(periodic);
}

static void
stops_nothing_where_there_is_nothing(void)
{
	periodic_stop(NULL);
}

static const struct unit_test tests[] = {
	TEST(works_until_it_is_told_to_end),
	TEST(ends_in_the_middle_of_a_pause),
	TEST(pauses_for_as_long_as_it_says),
	TEST(stops_nothing_where_there_is_nothing),
};

UNIT_MAIN("periodic", tests)
