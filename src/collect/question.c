/*
 * Keys gather as arrays; the answers come in the keys' order.
 * SPDX-License-Identifier: MIT
 */
#include "question.h"

struct question *
question_new(struct arena *arena, int part_count)
{
	struct question *question = arena_alloc_bytes(arena, sizeof(*question));
	if (question == NULL)
		return NULL;
	question->count = 0;
	question->part_count = part_count;
	pg_array_start(&question->websites, arena, 64);
	for (int i = 0; i < part_count; i++)
		pg_array_start(&question->parts[i], arena, 64);
	return question;
}

bool
question_add(struct question *question, const struct wanted *wanted)
{
	if (question->count == QUESTION_KEYS_MAX)
		return false;
	question->wanted[question->count++] = *wanted;
	pg_array_integer(&question->websites, wanted->website_id);
	return true;
}

enum outcome
question_ask(struct question *question, struct arena *arena, const char *insert, const char *read,
	     struct db_statement statements[QUESTION_STATEMENTS])
{
	statements[0] = (struct db_statement){ .name = insert,
					       .parameter_count = question->part_count + 1 };
	statements[0].parameters[0] = pg_array_text(&question->websites);
	for (int i = 0; i < question->part_count; i++)
		statements[0].parameters[i + 1] = pg_array_text(&question->parts[i]);
	statements[1] = statements[0];
	statements[1].name = read;
	statements[1].numbers = question->numbers;
	statements[1].number_count = question->count;
	return arena_exhausted(arena) ? BUSY : DONE;
}

void
question_answered(const struct question *question, struct dictionary *dictionary)
{
	for (int i = 0; i < question->count; i++) {
		const struct wanted *wanted = &question->wanted[i];
		if (question->numbers[i] != 0)
			dictionary_add(dictionary, wanted->kind, wanted->website_id, wanted->key,
				       wanted->len, question->numbers[i]);
	}
}
