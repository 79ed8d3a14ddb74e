/*
 * A list of websites, and the taking up of what is new about one of them.
 * SPDX-License-Identifier: MIT
 */
#include "known_website.h"

#include "db.h"
#include "digest_cache.h"
#include "fresh.h"
#include "returning.h"
#include "slots_load.h"
#include "store.h"

#include <stdlib.h>

enum { NEWS_CEILING = 256 << 20, WEBSITES_KEPT = 64 };

static struct {
	pthread_mutex_t mutex; /* of the list and of who uses what is in it */
	struct known_website *first;
	unsigned long long uses;
} list = { .mutex = PTHREAD_MUTEX_INITIALIZER };

/* ---- the list, under its mutex ---- */

static struct known_website *
website_new(int website_id)
{
	struct known_website *website = calloc(1, sizeof(*website));
	if (website == NULL)
		return NULL;
	website->website_id = website_id;
	website->history = db_history();
	pthread_mutexattr_t attributes;
	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&website->mutex, &attributes);
	pthread_mutexattr_destroy(&attributes);
	website->next = list.first;
	list.first = website;
	return website;
}

/* One that nobody uses. */
static void
website_free(struct known_website *website)
{
	held_blocks_release(website->blocks, website->block_count);
	free(website->blocks);
	fresh_release(website->fresh);
	returning_release(website->returning);
	digest_cache_forget(website->slots);
	text_sets_free(website->text_sets);
	slots_free(website->slots);
	free(website->visitors.words);
	pthread_mutex_destroy(&website->mutex);
	free(website);
}

static void
website_unlink(struct known_website *website)
{
	struct known_website **at = &list.first;
	while (*at != website)
		at = &(*at)->next;
	*at = website->next;
	website->gone = true;
}

/* What is known of websites takes memory too: whatever nobody has asked for longest goes. */
static void
websites_limit(void)
{
	for (;;) {
		struct known_website *oldest = NULL;
		int count = 0;
		for (struct known_website *w = list.first; w != NULL; w = w->next, count++)
			if (w->users == 0 && (oldest == NULL || w->used < oldest->used))
				oldest = w;
		if (count <= WEBSITES_KEPT || oldest == NULL)
			return;
		website_unlink(oldest);
		website_free(oldest);
	}
}

struct known_website *
known_website_take(int website_id)
{
	pthread_mutex_lock(&list.mutex);
	struct known_website *website = list.first;
	while (website != NULL &&
	       (website->website_id != website_id || website->history != db_history()))
		website = website->next;
	if (website == NULL)
		website = website_new(website_id);
	if (website != NULL) {
		website->users++;
		website->used = ++list.uses;
	}
	pthread_mutex_unlock(&list.mutex);
	return website;
}

void
known_website_release(struct known_website *website)
{
	if (website == NULL)
		return;
	pthread_mutex_lock(&list.mutex);
	if (--website->users == 0 && website->gone)
		website_free(website);
	websites_limit();
	pthread_mutex_unlock(&list.mutex);
}

void
known_websites_free(void)
{
	while (list.first != NULL) {
		struct known_website *website = list.first;
		website_unlink(website);
		website_free(website);
	}
}

size_t
known_websites_bytes(void)
{
	size_t bytes = 0;
	pthread_mutex_lock(&list.mutex);
	for (const struct known_website *w = list.first; w != NULL; w = w->next)
		bytes += atomic_load(&w->bytes);
	pthread_mutex_unlock(&list.mutex);
	return bytes;
}

static size_t
website_bytes(const struct known_website *website)
{
	return sizeof(*website) + (size_t)website->block_count * sizeof(struct held_block) +
	       arena_used(website->fresh->arena) + slots_bytes(website->slots) +
	       text_sets_bytes(website->text_sets) +
	       (website->visitors.count + website->returning->bits.count) / 8;
}

/* ---- blocks ---- */

struct held_block *
known_block(const struct known_website *website, int block_number)
{
	int low = 0, high = website->block_count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (website->blocks[middle]->entry.block_number < block_number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < website->block_count &&
			       website->blocks[low]->entry.block_number == block_number
		       ? website->blocks[low]
		       : NULL;
}

/* Blocks that were written again take the place of what was known of them. False without memory. */
static bool
blocks_update(struct known_website *website, const struct store_news *news)
{
	size_t most = (size_t)website->block_count + (size_t)news->block_count;
	struct held_block **blocks = malloc((most + 1) * sizeof(*blocks));
	int count = 0, old = 0;
	bool fits = blocks != NULL;
	if (!fits)
		return false;
	for (int i = 0; fits && i < news->block_count; i++) {
		const struct block_entry *entry = &news->blocks[i];
		while (old < website->block_count &&
		       website->blocks[old]->entry.block_number < entry->block_number)
			blocks[count++] = website->blocks[old++];
		struct held_block *block = held_block_new(entry);
		fits = block != NULL;
		if (!fits)
			break;
		blocks[count++] = block;
		if (old < website->block_count &&
		    website->blocks[old]->entry.block_number == entry->block_number)
			held_blocks_release(&website->blocks[old++], 1);
	}
	while (old < website->block_count)
		blocks[count++] = website->blocks[old++];
	free(website->blocks);
	website->blocks = blocks;
	website->block_count = count;
	return fits;
}

/* ---- combinations ---- */

enum outcome
known_website_load(struct known_website *website, enum view_table table, const uint32_t *ids,
		   uint32_t count, struct arena *arena)
{
	uint32_t *unknown = arena_array(arena, (size_t)count + 1, sizeof(*unknown));
	uint32_t unknown_count = 0;
	if (unknown == NULL)
		return TOO_LARGE;
	for (uint32_t i = 0; i < count; i++)
		if (slots_find(website->slots, table, ids[i]) == SLOT_NONE)
			unknown[unknown_count++] = ids[i];
	return unknown_count == 0 ? DONE
				  : slots_load(website->slots, website->website_id, table, unknown,
					       unknown_count, arena);
}

static enum outcome
load_all(struct known_website *website, uint32_t own_text)
{
	website->slots = slots_new();
	website->text_sets = text_sets_new();
	website->own_text = own_text;
	website->loaded = true;
	if (website->slots == NULL || website->text_sets == NULL)
		return TOO_LARGE;
	enum outcome outcome = slots_load_all(website->slots, website->website_id);
	slots_settle(website->slots);
	return outcome;
}

/* ---- news ---- */

static bool
is_older(const struct known_website *website, const struct store_news *news)
{
	return news->version < website->version || news->last_number < website->number;
}

static enum outcome
fresh_update(struct known_website *website, const struct fresh *before,
	     const struct store_news *news)
{
	struct fresh *fresh;
	enum outcome outcome =
		fresh_make(website, before, news->changes, news->change_count, &fresh);
	if (outcome != DONE)
		return outcome;
	fresh_release(website->fresh);
	website->fresh = fresh;
	return DONE;
}

/* All changes that are not in the blocks, after the blocks were written anew. */
static enum outcome
fresh_from_scratch(struct known_website *website, const struct store_news *news,
		   struct arena *arena)
{
	struct store_news rest;
	enum outcome outcome =
		store_read(website->website_id, news->version, news->folded_number, arena, &rest);
	return outcome == DONE ? fresh_update(website, NULL, &rest) : outcome;
}

static enum outcome
website_update(struct known_website *website, const struct store_news *news, struct arena *arena)
{
	bool written = news->version != website->version || website->fresh == NULL;
	enum outcome outcome = DONE;
	if (written || news->change_count > 0) {
		outcome = blocks_update(website, news) ? DONE : TOO_LARGE;
		if (outcome == DONE)
			outcome = written ? fresh_from_scratch(website, news, arena)
					  : fresh_update(website, website->fresh, news);
		if (outcome == DONE)
			outcome = returning_update(website);
	}
	website->version = news->version;
	website->number = news->last_number;
	return outcome;
}

enum outcome
known_website_refresh(struct known_website *website)
{
	struct arena *arena = arena_new(NEWS_CEILING);
	struct store_news news;
	uint32_t own_text = 0;
	if (arena == NULL)
		return TOO_LARGE;
	if (website->gone) {
		arena_free(arena);
		return CONFLICT;
	}
	enum outcome outcome =
		store_read(website->website_id, website->version, website->number, arena, &news);
	if (outcome == DONE)
		outcome = slots_own_text(website->website_id, &own_text);
	if (outcome == DONE &&
	    (is_older(website, &news) || (website->loaded && website->own_text != own_text)))
		outcome = CONFLICT;
	if (outcome == DONE && !website->loaded)
		outcome = load_all(website, own_text);
	if (outcome == DONE)
		outcome = website_update(website, &news, arena);
	if (outcome == DONE)
		atomic_store(&website->bytes, website_bytes(website));
	arena_free(arena);
	if (outcome == CONFLICT && website->own_text == own_text)
		return CONFLICT; /* an older snapshot */
	if (outcome != DONE && !website->gone) {
		/* What is known may be half of it, or of another domain. */
		pthread_mutex_lock(&list.mutex);
		website_unlink(website);
		pthread_mutex_unlock(&list.mutex);
	}
	return outcome;
}
