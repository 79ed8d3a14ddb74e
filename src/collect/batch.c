/*
 * Names, then facts; what the database refuses is found by halving.
 * SPDX-License-Identifier: MIT
 */
#include "batch.h"

#include "db.h"
#include "dictionary.h"
#include "facts.h"
#include "log.h"
#include "names.h"
#include "salt.h"
#include "secret.h"
#include "visitor_cache.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	DICTIONARY_BYTES = 24 << 20,
	VISITORS_REMEMBERED = 1 << 16,
	ARENA_CEILING = 64 << 20,
	TRIES_MAX = 3,      /* of a batch that lost against another transaction */
	QUESTIONS_MAX = 50, /* after a COMMIT without an answer, for five seconds */
	QUESTION_PAUSE_MS = 100
};

struct batch_writer {
	struct dictionary *dictionary;
	struct visitor_cache *visitors;
	long long connection_number; /* of the connection that both were filled through */
	bool again; /* what made the last try BUSY has passed: another may do better */
	struct salts salts;
	unsigned char identity_key[VISITOR_KEY_SIZE];
};

struct batch_writer *
batch_writer_new(enum salt_rotation rotation, const unsigned char identity_secret[SECRET_SIZE])
{
	struct batch_writer *writer = calloc(1, sizeof(*writer));
	if (writer == NULL)
		return NULL;
	writer->dictionary = dictionary_new(DICTIONARY_BYTES);
	writer->visitors = visitor_cache_new(VISITORS_REMEMBERED);
	if (writer->dictionary == NULL || writer->visitors == NULL) {
		batch_writer_free(writer);
		return NULL;
	}
	writer->salts.rotation = rotation;
	memcpy(writer->identity_key, identity_secret, sizeof(writer->identity_key));
	return writer;
}

void
batch_writer_free(struct batch_writer *writer)
{
	if (writer == NULL)
		return;
	dictionary_free(writer->dictionary);
	visitor_cache_free(writer->visitors);
	free(writer);
}

bool
batch_rotate_salts(struct batch_writer *writer, long long now)
{
	return salts_fresh(&writer->salts, now) || salts_rotate(&writer->salts, now);
}

/*
 * Makes the visitor's hash, after which nothing needs address and user agent any more. Period and salt go together: an event
 * that arrived before midnight and is stored after it counts into the new period.
 */
static void
event_identify(const struct batch_writer *writer, struct event *event)
{
	const struct salts *salts = &writer->salts;
	unsigned website_id = (unsigned)event->website_id;
	event->previous_hash = 0;
	if (event->texts[TEXT_DISTINCT_ID][0] != '\0') {
		event->visitor_hash = visitor_hash_identified(writer->identity_key, website_id,
							      event->texts[TEXT_DISTINCT_ID]);
		return;
	}
	if (event->visitor_known)
		return;
	long long period = event->dated ? salt_period(salts->rotation, event->at) : salts->period;
	event->visitor_hash =
		visitor_hash(salts->current, website_id, period, event->address, event->user_agent);
	if (salts->previous_period != 0 && !event->dated)
		event->previous_hash =
			visitor_hash(salts->previous, website_id, salts->previous_period,
				     event->address, event->user_agent);
}

/*
 * Begins a transaction. On a new connection the statements are prepared first, and what was remembered through the old one
 * is forgotten, for the database may be another one than before, restored or a standby that lacks the last numbers; *fresh
 * says so.
 */
static bool
batch_begin(struct batch_writer *writer, bool *fresh)
{
	*fresh = false;
	while (db_begin(DB_WRITE)) {
		if (writer->connection_number == db_connection_number())
			return true;
		db_rollback();
		*fresh = true;
		dictionary_clear(writer->dictionary);
		visitor_cache_clear(writer->visitors);
		if (!facts_prepare())
			return false;
		writer->connection_number = db_connection_number();
	}
	return false;
}

static void
batch_rollback(struct batch_writer *writer)
{
	writer->again = db_conflicted() || !db_connected();
	db_rollback();
}

static enum outcome
batch_names(struct batch_writer *writer, struct arena *arena, struct event **events, int count)
{
	struct names names = {
		.arena = arena, .dictionary = writer->dictionary, .events = events, .count = count
	};
	bool fresh;
	if (names_remembered(&names))
		return DONE;
	if (!batch_begin(writer, &fresh))
		return BUSY;
	enum outcome outcome = names_resolve(&names);
	if (outcome == DONE) {
		outcome = db_commit();
		writer->again = !db_connected(); /* doing it twice does no harm */
	} else {
		batch_rollback(writer);
	}
	if (outcome != DONE && names.added)
		dictionary_clear(writer->dictionary);
	return outcome;
}

/*
 * Whether a transaction was committed, from another connection. It may be going on still, and after a crash the database takes
 * a while to come back: BUSY only when that cannot be waited for.
 */
static enum outcome
batch_committed(const char *transaction_id)
{
	struct timespec pause = { .tv_nsec = QUESTION_PAUSE_MS * 1000000L };
	enum outcome outcome = facts_committed(transaction_id);
	for (int asked = 1; outcome == BUSY && asked < QUESTIONS_MAX; asked++) {
		nanosleep(&pause, NULL);
		outcome = facts_committed(transaction_id);
	}
	return outcome;
}

/* Commits; when the connection is lost before the answer came, finds out whether it happened. */
static enum outcome
batch_commit(struct batch_writer *writer, const char *transaction_id)
{
	enum outcome outcome = db_commit();
	if (outcome != BUSY || db_connected())
		return outcome;
	outcome = batch_committed(transaction_id);
	log_line(LOG_WARNING, "commit_unanswered", "transaction=%s committed=%s", transaction_id,
		 outcome == DONE       ? "yes"
		 : outcome == CONFLICT ? "no"
				       : "unknown");
	writer->again = outcome == CONFLICT;
	return outcome == DONE ? DONE : BUSY;
}

static enum outcome
batch_facts(struct batch_writer *writer, struct arena *arena, struct event **events, int count)
{
	struct facts facts = {
		.arena = arena, .visitors = writer->visitors, .events = events, .count = count
	};
	bool fresh;
	if (!batch_begin(writer, &fresh))
		return BUSY;
	if (fresh) {
		db_rollback();
		writer->again = true; /* with names from here */
		return BUSY;
	}
	enum outcome outcome = facts_write(&facts);
	if (outcome == DONE)
		outcome = batch_commit(writer, facts.transaction_id);
	else
		batch_rollback(writer);
	if (outcome == DONE)
		facts_remember(&facts);
	if (facts.website_gone)
		dictionary_clear(writer->dictionary);
	return outcome;
}

/* Events of websites that do not exist are answered here. */
static void
leave_out_unknown(struct event **events, int *count)
{
	int kept = 0;
	for (int i = 0; i < *count; i++) {
		if (events[i]->website_id == 0)
			events[i]->result = EVENT_NO_WEBSITE;
		else
			events[kept++] = events[i];
	}
	*count = kept;
}

static enum outcome
batch_try(struct batch_writer *writer, struct event *const events[], int count)
{
	struct arena *arena = arena_new(ARENA_CEILING);
	struct event *known[BATCH_EVENTS_MAX];
	int known_count = count;
	if (arena == NULL)
		return BUSY;
	for (int i = 0; i < count; i++)
		events[i]->result = EVENT_WAITING;
	memcpy(known, events, (size_t)count * sizeof(known[0]));
	writer->again = false;
	enum outcome outcome = batch_names(writer, arena, known, count);
	if (outcome == DONE) {
		leave_out_unknown(known, &known_count);
		for (int i = 0; i < known_count; i++)
			event_identify(writer, known[i]);
		if (known_count > 0)
			outcome = batch_facts(writer, arena, known, known_count);
	}
	for (int i = 0; outcome == DONE && i < count; i++)
		if (events[i]->result == EVENT_WAITING)
			events[i]->result = EVENT_STORED;
	if (outcome == BUSY && arena_exhausted(arena))
		outcome = TOO_LARGE;
	arena_free(arena);
	return outcome;
}

static enum outcome
batch_tries(struct batch_writer *writer, struct event *const events[], int count)
{
	enum outcome outcome = BUSY;
	bool again = true;
	for (int try = 0; try < TRIES_MAX && again; try++) {
		outcome = batch_try(writer, events, count);
		again = outcome == BUSY && writer->again;
	}
	return outcome;
}

/* The result of an event that cannot be stored, whatever its neighbours are. */
static enum event_result
event_refused(enum outcome outcome)
{
	if (outcome == TOO_LARGE)
		return EVENT_BUSY; /* no single event is: the system has no memory */
	log_line(LOG_ERROR, "event_refused", "sqlstate=%s", db_sqlstate());
	return outcome == FAILED ? EVENT_FAILED : EVENT_REFUSED;
}

static void
batch_set_results(struct event *const events[], int count, enum event_result result)
{
	for (int i = 0; i < count; i++)
		events[i]->result = result;
}

void
batch_store(struct batch_writer *writer, struct event **events, int count, long long now)
{
	enum outcome outcome = BUSY;
	if (batch_rotate_salts(writer, now))
		outcome = batch_tries(writer, events, count);
	if (count == 1 && outcome != DONE && outcome != BUSY && outcome != TOO_LARGE) {
		/* the last doubt: something remembered that somebody has removed, such as a month */
		dictionary_clear(writer->dictionary);
		outcome = batch_tries(writer, events, count);
	}
	if (outcome == DONE)
		return;
	if (outcome == BUSY) {
		batch_set_results(events, count, EVENT_BUSY);
	} else if (count == 1) {
		events[0]->result = event_refused(outcome);
	} else {
		batch_store(writer, events, count / 2, now);
		batch_store(writer, events + count / 2, count - count / 2, now);
	}
}
