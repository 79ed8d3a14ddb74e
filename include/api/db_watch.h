/*
 * Notices a database that has fallen silent: a host that is gone, a network that swallows what is
 * sent, a server or a pooler that is frozen. libpq waits for an answer without end.
 * SPDX-License-Identifier: MIT
 */
#ifndef DB_WATCH_H
#define DB_WATCH_H

struct db_watched;

/* A connection, from its socket being open to its being closed. NULL: it is not watched, which all others take. */
struct db_watched *db_watch_open(int socket);
void db_watch_close(struct db_watched *watched);

/* From here to db_watch_end() a thread waits for that database, now and then. */
void db_watch_begin(struct db_watched *watched);
void db_watch_end(struct db_watched *watched);

/*
 * Shuts down the sockets of connections whose thread began more than `longest_us` ago: it gets an
 * error, as if the database had closed the connection. Any thread; for about once a second.
 */
void db_watch_cut(long long longest_us);

#endif
