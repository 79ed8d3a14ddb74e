/*
 * Stands between libpq and PostgreSQL and loses a COMMIT, or the answer to it, when told to.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_PROXY_H
#define TEST_PROXY_H

enum proxy_loss {
	LOSE_NOTHING,
	LOSE_COMMIT, /* the server never sees it */
	LOSE_ANSWER, /* the server has committed, the client does not hear of it */
	LOSE_SIGHT   /* the client is cut off while the server is still at it */
};

/*
 * Listens on a socket in a folder of its own and sets PGHOST to it; passes everything on to the server that PGHOST named
 * before, which must be the folder of a socket. Ends the program if it cannot.
 */
void proxy_start(void);
/* Sets PGHOST back. Connections that are open stay. */
void proxy_stop(void);

/* What becomes of the next COMMIT; the one after it passes. */
void proxy_lose(enum proxy_loss loss);

#endif
