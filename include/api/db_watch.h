/*
 * Notices a database that has fallen silent: a host that is gone, a network that swallows what is
 * sent, a server or a pooler that is frozen. libpq waits for an answer without end.
 * SPDX-License-Identifier: MIT
 */
#ifndef DB_WATCH_H
#define DB_WATCH_H

/* This thread's connection, from its socket being open to its being closed. */
void db_watch_open(int socket);
void db_watch_close(void);

/* From here to db_watch_end() this thread waits for the database, now and then. */
void db_watch_begin(void);
void db_watch_end(void);

/*
 * Shuts down the sockets of connections whose thread began more than `longest_us` ago: it gets an
 * error, as if the database had closed the connection. Any thread; for about once a second.
 */
void db_watch_cut(long long longest_us);

#endif
