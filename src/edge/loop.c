/*
 * libh2o keeps buffers for each thread, so a loop's context, sockets and queue are made, used and
 * disposed of on the loop's own thread. Other threads reach it by two messages only: "exchanges
 * came back" and "stop".
 * SPDX-License-Identifier: MIT
 */
#include "loop.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "connection.h"
#include "db_watch.h"
#include "http.h"

enum {
	SWEEP_MS = 1000,
	DRAIN_MS = 50,
	REST_MS = 2000,
	PART_MS = 100,
	BUFFERS_KEPT = 256 /* of 8 kB, for what comes: one for each request that is under way */
};

long long
loop_now(const struct loop *loop)
{
	return (long long)h2o_now(loop->events);
}

static void
set_state(struct loop *loop, enum loop_state state)
{
	pthread_mutex_lock(&loop->lock);
	loop->state = state;
	pthread_cond_broadcast(&loop->changed);
	pthread_mutex_unlock(&loop->lock);
}

static void
wait_state(struct loop *loop, enum loop_state state)
{
	pthread_mutex_lock(&loop->lock);
	while (loop->state < state)
		pthread_cond_wait(&loop->changed, &loop->lock);
	pthread_mutex_unlock(&loop->lock);
}

/* Unlinks what arrived; the messages carry nothing and are used again. */
static void
take_messages(h2o_linklist_t *messages)
{
	while (!h2o_linklist_is_empty(messages))
		h2o_linklist_unlink(messages->next);
}

static void
on_returned(h2o_multithread_receiver_t *receiver, h2o_linklist_t *messages)
{
	struct loop *loop = H2O_STRUCT_FROM_MEMBER(struct loop, returned_receiver, receiver);
	take_messages(messages);
	pthread_mutex_lock(&loop->lock);
	struct exchange *exchange = loop->returned;
	loop->returned = NULL;
	loop->last_returned = &loop->returned;
	pthread_mutex_unlock(&loop->lock);
	while (exchange != NULL) {
		struct exchange *next = exchange->next;
		metrics_set(loop->metrics, METRICS_OUTSTANDING, --loop->outstanding);
		loop->outstanding_bytes -= exchange->lent_bytes;
		http_answer(exchange);
		exchange = next;
	}
}

static void
on_stop(h2o_multithread_receiver_t *receiver, h2o_linklist_t *messages)
{
	struct loop *loop = H2O_STRUCT_FROM_MEMBER(struct loop, stop_receiver, receiver);
	take_messages(messages);
	loop->draining = true;
	loop->draining_since = loop_now(loop);
	listener_close(&loop->listener);
	h2o_context_request_shutdown(&loop->context);
	h2o_timeout_link(loop->events, &loop->drain_timeout, &loop->drain_timer);
}

static void
on_drain(h2o_timeout_entry_t *timer)
{
	struct loop *loop = H2O_STRUCT_FROM_MEMBER(struct loop, drain_timer, timer);
	connections_drain(loop);
	h2o_timeout_link(loop->events, &loop->drain_timeout, timer);
}

static void
on_sweep(h2o_timeout_entry_t *timer)
{
	struct loop *loop = H2O_STRUCT_FROM_MEMBER(struct loop, sweep_timer, timer);
	connections_sweep(loop);
	db_watch_cut(loop->limits.waiting * 1000);
	h2o_timeout_link(loop->events, &loop->sweep_timeout, timer);
}

static void
loop_init(struct loop *loop, int fd)
{
	h2o_socket_buffer_prototype.allocator.max = BUFFERS_KEPT; /* this thread's */
	loop->events = h2o_evloop_create();
	h2o_context_init(&loop->context, loop->events, loop->global);
	loop->plain.ctx = loop->secure.ctx = &loop->context;
	loop->plain.hosts = loop->secure.hosts = loop->global->hosts;
	h2o_timeout_init(loop->events, &loop->first_byte_timeout, loop->global->http1.req_timeout);
	h2o_timeout_init(loop->events, &loop->rest_timeout, REST_MS);
	h2o_timeout_init(loop->events, &loop->part_timeout, PART_MS);
	h2o_timeout_init(loop->events, &loop->sweep_timeout, SWEEP_MS);
	h2o_timeout_init(loop->events, &loop->drain_timeout, DRAIN_MS);
	h2o_linklist_init_anchor(&loop->idle);
	loop->sweep_timer.cb = on_sweep;
	loop->drain_timer.cb = on_drain;
	h2o_timeout_link(loop->events, &loop->sweep_timeout, &loop->sweep_timer);
	h2o_multithread_register_receiver(loop->context.queue, &loop->returned_receiver,
					  on_returned);
	h2o_multithread_register_receiver(loop->context.queue, &loop->stop_receiver, on_stop);
	if (loop->options->collect_context_new != NULL)
		loop->collect = loop->options->collect_context_new(loop->options->config);
	listener_open(&loop->listener, loop, fd);
}

static void
loop_dispose(struct loop *loop)
{
	if (loop->collect != NULL)
		loop->options->collect_context_free(loop->collect);
	listener_dispose(&loop->listener);
	h2o_multithread_unregister_receiver(loop->context.queue, &loop->returned_receiver);
	h2o_multithread_unregister_receiver(loop->context.queue, &loop->stop_receiver);
	h2o_timeout_unlink(&loop->sweep_timer);
	h2o_timeout_unlink(&loop->drain_timer);
	h2o_timeout_dispose(loop->events, &loop->first_byte_timeout);
	h2o_timeout_dispose(loop->events, &loop->rest_timeout);
	h2o_timeout_dispose(loop->events, &loop->part_timeout);
	h2o_timeout_dispose(loop->events, &loop->sweep_timeout);
	h2o_timeout_dispose(loop->events, &loop->drain_timeout);
	/* libh2o forgets this one: it is linked for a second after every shutdown */
	h2o_timeout_unlink(&loop->context.http2._graceful_shutdown_timeout);
	h2o_context_dispose(&loop->context);
	h2o_evloop_destroy(loop->events);
}

static bool
is_drained(const struct loop *loop)
{
	return loop->draining && loop->connection_count == 0 && loop->outstanding == 0;
}

static void *
loop_run(void *argument)
{
	struct loop *loop = argument;
	char name[24];
	snprintf(name, sizeof(name), "loop-%d", loop->number + 1);
	pthread_setname_np(pthread_self(), name);
	loop_init(loop, loop->listener_fd);
	set_state(loop, LOOP_RUNNING);
	while (!is_drained(loop)) {
		if (h2o_evloop_run(loop->events, INT32_MAX) != 0 && errno != EINTR)
			abort();
		connections_check_unfinished(loop);
		connections_hold_back(loop);
	}
	set_state(loop, LOOP_DRAINED);
	/* a worker may still be on its way out of loop_return() */
	wait_state(loop, LOOP_ENDING);
	loop_dispose(loop);
	return NULL;
}

bool
loop_start(struct loop *loop, int fd)
{
	loop->listener_fd = fd;
	loop->last_returned = &loop->returned;
	pthread_mutex_init(&loop->lock, NULL);
	pthread_cond_init(&loop->changed, NULL);
	return pthread_create(&loop->thread, NULL, loop_run, loop) == 0;
}

void
loop_wait_ready(struct loop *loop)
{
	wait_state(loop, LOOP_RUNNING);
}

void
loop_stop(struct loop *loop)
{
	h2o_multithread_send_message(&loop->stop_receiver, &loop->stop_message);
}

void
loop_wait_drained(struct loop *loop)
{
	wait_state(loop, LOOP_DRAINED);
}

void
loop_end(struct loop *loop)
{
	set_state(loop, LOOP_ENDING);
	pthread_join(loop->thread, NULL);
	pthread_cond_destroy(&loop->changed);
	pthread_mutex_destroy(&loop->lock);
}

void
loop_return(struct loop *loop, struct exchange *first, struct exchange *last)
{
	last->next = NULL;
	pthread_mutex_lock(&loop->lock);
	bool was_empty = loop->returned == NULL;
	*loop->last_returned = first;
	loop->last_returned = &last->next;
	pthread_mutex_unlock(&loop->lock);
	if (was_empty)
		h2o_multithread_send_message(&loop->returned_receiver, &loop->returned_message);
}
