/*
 * What we keep about a connection besides libh2o: its first byte, which tells TLS from plain text,
 * what runs on it, and when it is to be cut. Loop thread; edge only.
 * SPDX-License-Identifier: MIT
 */
#ifndef CONNECTION_H
#define CONNECTION_H

#include <h2o.h>
#include <stdbool.h>

#include "address.h"

struct loop;

/* A request that runs on a connection, until its answer is sent. */
struct running {
	h2o_linklist_t link;
	long long begun_at; /* loop_now() */
};

struct connection {
	struct loop *loop;
	struct connection *next, **link; /* among the loop's connections */
	h2o_socket_t *socket;
	h2o_timeout_entry_t timer; /* for the first byte, or for the rest of an upload */
	int rest;            /* a descriptor to read the rest of a refused upload from; -1: none */
	long long active_at; /* loop_now() when a request last began or ended here */
	h2o_linklist_t requests; /* struct running, the oldest first */
	h2o_linklist_t idle;     /* among the loop's connections without a request */
	int version;             /* HTTP's, of the last request: 0x101, 0x200; 0: none yet */
	unsigned begun;          /* requests in all */
	unsigned abandoned;      /* of those, the ones whose client did not wait for the answer */
	bool doomed;             /* shut down; libh2o will notice */
	struct address address;  /* of the other end */
	uint64_t client;         /* whom the limits count; 0: a trusted proxy */
	char peer[ADDRESS_TEXT_SIZE];
	struct {
		unsigned long long finished; /* bytes of requests that are whole */
		bool counted;                /* those are all of them up to the last look */
		bool whole; /* an HTTP/1 request has come since then, and nothing after it */
	} received;
};

/* Takes over an accepted socket; it closes itself. */
void connection_open(struct loop *loop, h2o_socket_t *socket);

/* The connection of a request. */
struct connection *connection_of(h2o_req_t *http);

/* The address at the other end, as text. */
const char *connection_peer(struct connection *connection);

/* A request begins, or is over; `abandoned`: before it was answered. `request` is the caller's. */
void connection_begin(struct connection *connection, struct running *request,
		      const h2o_req_t *http);
void connection_finish(struct connection *connection, struct running *request, bool abandoned);

/* The client has taken a part of a request's answer: it is as if it had begun now. */
void connection_progress(struct connection *connection, struct running *request);

/*
 * Around the time that a request of the connection is with another thread. libh2o reads nothing from an HTTP/1 connection
 * meanwhile: it takes the socket out of epoll, and puts it back after the answer, two calls of the system. Here it stays where
 * it is, and is taken out only when something does come early. Nothing of that is read.
 */
void connection_wait(struct connection *connection);
void connection_resume(struct connection *connection);

/* Instead of connection_resume() before an answer that takes long to be sent: what comes meanwhile stays with the system. */
void connection_pause(struct connection *connection);

/*
 * When libh2o closes the connection, read for a moment what the client still sends: closing with
 * data unread resets the connection, and the client would lose our answer.
 */
void connection_read_rest(struct connection *connection);

/* Cuts some that have been without a request for the longest, so that others can be taken. */
void connections_make_room(struct loop *loop);

/*
 * What clients have sent of requests that are not whole is memory of libh2o's that nothing else bounds:
 * when it is too much, cuts the connections that hold more than their share. After every turn of the
 * loop; looks every few milliseconds.
 */
void connections_check_unfinished(struct loop *loop);

/* Once a second: cuts those that are slow or idle. */
void connections_sweep(struct loop *loop);

/* While the loop drains: closes what is idle, and after a while everything. */
void connections_drain(struct loop *loop);

/*
 * After every turn of a loop that drains: shortly before libh2o says GOAWAY for the second time, nothing
 * more is read from HTTP/2 connections. One that has sent half of a header block by then, and sends the
 * other half afterwards, would make libh2o 2.2 turn for ever.
 */
void connections_hold_back(struct loop *loop);

#endif
