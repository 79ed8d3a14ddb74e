/*
 * The statements that give numbers to combinations of texts.
 * SPDX-License-Identifier: MIT
 */
#ifndef COMBINATIONS_H
#define COMBINATIONS_H

#include "event.h"
#include "outcome.h"

/* One pair of statements for each enum combination: their parameters are the websites, then the columns of the key. */
struct combination_statements {
	const char *insert;
	const char *read;
	int part_count;
};
extern const struct combination_statements combination_statements[COMBINATION_COUNT];

/* Prepares them on this thread's connection. */
enum outcome combinations_prepare(void);

#endif
