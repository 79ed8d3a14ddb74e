/*
 * Aho and Corasick's automaton as a full table: one look-up a byte. Bytes that stand in no literal
 * share a column, so that the table stays small.
 * SPDX-License-Identifier: MIT
 */
#include "trie.h"

#include <string.h>

#include "arena.h"

#define NODES_MAX 65535
#define NONE      UINT16_MAX

/* Node 0 is the root. */
struct node {
	uint16_t child;   /* first child, while the trie is built; 0: none */
	uint16_t sibling; /* next child of the same parent; 0: none */
	uint16_t failure; /* the node of the longest proper end of this node's text */
	uint16_t report;  /* the nearest node on the failure path that has values; 0: none */
	unsigned char byte;
	int values; /* the first of its values; -1: none */
};

struct value {
	unsigned value;
	int next;
};

struct trie {
	struct arena *arena;
	size_t node_count, node_room;
	size_t value_count, value_room;
	struct node *nodes;
	struct value *values;
	uint16_t *next; /* node_count rows of `columns` */
	size_t columns;
	unsigned char column[256];
};

static unsigned char
fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Doubles an array when it is full. */
static void *
array_grow(struct arena *arena, void *array, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return array;
	size_t wanted = *room == 0 ? 256 : *room * 2;
	void *grown = arena_array(arena, wanted, size);
	if (grown == NULL)
		return NULL;
	if (count > 0)
		memcpy(grown, array, count * size);
	*room = wanted;
	return grown;
}

/* NONE without memory. */
static uint16_t
node_new(struct trie *trie, unsigned char byte)
{
	struct node *nodes = array_grow(trie->arena, trie->nodes, trie->node_count,
					&trie->node_room, sizeof(*nodes));
	if (nodes == NULL || trie->node_count == NODES_MAX)
		return NONE;
	trie->nodes = nodes;
	nodes[trie->node_count] = (struct node){ .byte = byte, .values = -1 };
	return (uint16_t)trie->node_count++;
}

struct trie *
trie_new(struct arena *arena)
{
	struct trie *trie = arena_alloc(arena, sizeof(*trie));
	if (trie == NULL)
		return NULL;
	trie->arena = arena;
	return node_new(trie, 0) == NONE ? NULL : trie;
}

/* The child for that byte, made when there is none; NONE without memory. */
static uint16_t
node_step(struct trie *trie, uint16_t node, unsigned char byte)
{
	for (uint16_t child = trie->nodes[node].child; child != 0;
	     child = trie->nodes[child].sibling)
		if (trie->nodes[child].byte == byte)
			return child;
	uint16_t child = node_new(trie, byte);
	if (child != NONE) {
		trie->nodes[child].sibling = trie->nodes[node].child;
		trie->nodes[node].child = child;
	}
	return child;
}

bool
trie_add(struct trie *trie, const char *text, size_t len, unsigned value)
{
	uint16_t node = 0;
	for (size_t i = 0; i < len; i++) {
		node = node_step(trie, node, fold(text[i]));
		if (node == NONE)
			return false;
	}
	struct value *values = array_grow(trie->arena, trie->values, trie->value_count,
					  &trie->value_room, sizeof(*values));
	if (values == NULL || len == 0)
		return false;
	trie->values = values;
	values[trie->value_count] = (struct value){ value, trie->nodes[node].values };
	trie->nodes[node].values = (int)trie->value_count++;
	return true;
}

/*
 * Gives each byte of the literals a column, and both cases of a letter the same; column 0 is
 * everything else.
 */
static void
columns_number(struct trie *trie)
{
	trie->columns = 1;
	for (size_t i = 1; i < trie->node_count; i++) {
		unsigned char byte = trie->nodes[i].byte;
		if (trie->column[byte] == 0)
			trie->column[byte] = (unsigned char)trie->columns++;
	}
	for (int c = 'A'; c <= 'Z'; c++)
		trie->column[c] = trie->column[c + ('a' - 'A')];
}

/* Fills a node's row: its children, and for every other byte where its failure node goes. */
static void
row_fill(struct trie *trie, uint16_t node, uint16_t *queue, size_t *queued)
{
	uint16_t *row = trie->next + node * trie->columns;
	const uint16_t *failure_row = trie->next + trie->nodes[node].failure * trie->columns;
	if (node != 0)
		memcpy(row, failure_row, trie->columns * sizeof(*row));
	for (uint16_t child = trie->nodes[node].child; child != 0;
	     child = trie->nodes[child].sibling) {
		struct node *made = &trie->nodes[child];
		size_t column = trie->column[made->byte];
		made->failure = node == 0 ? 0 : row[column];
		const struct node *failure = &trie->nodes[made->failure];
		made->report = failure->values >= 0 ? made->failure : failure->report;
		row[column] = child;
		queue[(*queued)++] = child;
	}
}

/* Breadth first: a failure node is nearer to the root, so its row is complete. */
bool
trie_compile(struct trie *trie)
{
	columns_number(trie);
	trie->next =
		arena_array(trie->arena, trie->node_count * trie->columns, sizeof(*trie->next));
	uint16_t *queue = arena_array(trie->arena, trie->node_count, sizeof(*queue));
	if (trie->next == NULL || queue == NULL)
		return false;
	size_t queued = 1;
	for (size_t i = 0; i < queued; i++)
		row_fill(trie, queue[i], queue, &queued);
	return true;
}

static void
report(const struct trie *trie, uint16_t node, uint64_t *bits)
{
	for (int i = trie->nodes[node].values; i >= 0; i = trie->values[i].next)
		bits[trie->values[i].value / 64] |= UINT64_C(1) << trie->values[i].value % 64;
}

void
trie_scan(const struct trie *trie, const char *text, size_t len, uint64_t *bits)
{
	uint16_t node = 0;
	for (size_t i = 0; i < len; i++) {
		node = trie->next[node * trie->columns + trie->column[(unsigned char)text[i]]];
		for (uint16_t at = node; at != 0; at = trie->nodes[at].report)
			report(trie, at, bits);
	}
}
