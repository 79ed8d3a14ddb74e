/*
 * A batch writer and the two websites that test events are about, in the program's database, which holds nothing else of theirs.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_WRITER_H
#define TEST_WRITER_H

#include "batch.h"

/* Connects this thread under that name, empties the database and makes the websites. */
struct batch_writer *writer_open(const char *connection);

/* Another writer on this thread's connection, as another server has one. */
struct batch_writer *writer_another(void);

/* The number of one of the two websites. */
int website_id(int place);

#endif
