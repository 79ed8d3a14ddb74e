/*
 * Names, then facts; what the database refuses is found by halving.
 * SPDX-License-Identifier: MIT
 */
#include "batch.h"

#include "clock.h"
#include "db.h"
#include "dictionary.h"
#include "facts.h"
#include "forget.h"
#include "ledger.h"
#include "log.h"
#include "names.h"
#include "policies.h"
#include "salt.h"
#include "secret.h"
#include "slugs.h"
#include "visitor_cache.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	DICTIONARY_BYTES = 24 << 20,
	VISITORS_REMEMBERED = 1 << 16,
	ARENA_CEILING = 64 << 20,
	TRIES_MAX = 5,                  /* of a batch that lost against another transaction */
	QUESTIONS_US = 5 * 1000 * 1000, /* how long to ask after a COMMIT without an answer */
	QUESTION_PAUSE_MS = 100,
	FORGET_PAUSE_MS = 60 * 1000,
	REPLAN_FIRST = 100, /* events through a connection before its statements are planned anew */
	REPLAN_FACTOR = 2   /* so many times more until they are the next time */
};

struct batch_writer {
	struct dictionary *dictionary;
	struct visitor_cache *visitors;
	long long connection_number; /* of the connection that all this was filled through */
	long long connection_id;     /* that the database knows it by */
	long long batches;           /* tried through that connection */
	long long written;           /* events through that connection */
	long long replan_at;         /* of them */
	struct policies policies;
	bool policies_stale; /* one has changed since it was read */
	bool again;          /* what made the last try BUSY has passed: another may do better */
	long long forget_at; /* ms since 1970: when to look for keys and visitors that are over */
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
	policies_clear(&writer->policies);
	sodium_memzero(writer, sizeof(*writer)); /* the salts */
	free(writer);
}

bool
batch_rotate_salts(struct batch_writer *writer, long long now)
{
	return salts_fresh(&writer->salts, now) || salts_rotate(&writer->salts, now);
}

void
batch_forget(struct batch_writer *writer, long long now)
{
	if (now < writer->forget_at)
		return;
	writer->forget_at = forget_some(now) ? now : now + FORGET_PAUSE_MS;
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
	if (event->anonymous) {
		event->visitor_known = false;
		event->visitor_hash = 0;
		return;
	}
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

/* Plans are made again while the tables grow, ever more rarely. In a transaction. */
static bool
batch_replan(struct batch_writer *writer)
{
	if (writer->written < writer->replan_at)
		return true;
	writer->replan_at = writer->written * REPLAN_FACTOR;
	return facts_replan();
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
			return batch_replan(writer);
		db_rollback();
		*fresh = true;
		dictionary_clear(writer->dictionary);
		policies_clear(&writer->policies);
		visitor_cache_clear(writer->visitors);
		if (!facts_prepare())
			return false;
		writer->connection_number = db_connection_number();
		randombytes_buf(&writer->connection_id, sizeof(writer->connection_id));
		writer->batches = 0;
		writer->written = 0;
		writer->replan_at = REPLAN_FIRST;
	}
	return false;
}

static void
batch_rollback(struct batch_writer *writer)
{
	writer->again = db_conflicted() || !db_connected();
	db_rollback();
}

/*
 * Refuses what the websites do not want, and gives names to the rest. Whatever asks the database for names asks for changed
 * policies first, so that what is refused never gets a name; changed ones make the batch begin anew.
 */
static enum outcome
batch_names(struct batch_writer *writer, struct arena *arena, struct event **events, int count)
{
	struct names names = {
		.arena = arena, .dictionary = writer->dictionary, .events = events, .count = count
	};
	bool fresh, changed;
	policies_apply(&writer->policies, events, count);
	if (!writer->policies_stale && names_remembered(&names))
		return DONE;
	if (!batch_begin(writer, &fresh))
		return BUSY;
	if (fresh)
		names_remembered(&names); /* which is nothing now */
	enum outcome outcome = policies_refresh(&writer->policies, arena, events, count, &changed);
	writer->policies_stale = outcome != DONE;
	if (outcome == DONE && changed) {
		db_rollback();
		writer->again = true;
		return BUSY;
	}
	if (outcome == DONE)
		outcome = names_resolve(&names);
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
 * Whether a batch was committed, from another connection. It may be going on still, and after a crash the database takes a while
 * to come back: BUSY only when that cannot be waited for.
 */
static enum outcome
batch_committed(const struct facts *facts)
{
	struct timespec pause = { .tv_nsec = QUESTION_PAUSE_MS * 1000000L };
	long long until = clock_monotonic_us() + QUESTIONS_US;
	enum outcome outcome = facts_committed(facts);
	while (outcome == BUSY && clock_monotonic_us() < until) {
		nanosleep(&pause, NULL);
		outcome = facts_committed(facts);
	}
	return outcome;
}

/* Sends the rows and commits; when the connection is lost before the answer came, finds out whether it happened. */
static enum outcome
batch_commit(struct batch_writer *writer, struct facts *facts)
{
	enum outcome outcome = facts_commit(facts);
	writer->again = db_conflicted();
	if (outcome != BUSY || db_connected())
		return outcome;
	outcome = batch_committed(facts);
	log_line(LOG_WARNING, "commit_unanswered", "batch=%lld committed=%s", facts->batch_number,
		 outcome == DONE       ? "yes"
		 : outcome == CONFLICT ? "no"
				       : "unknown");
	writer->again = outcome == CONFLICT;
	return outcome == DONE ? DONE : BUSY;
}

/* Writes what is to be stored, and counts every event of the batch in the same transaction. */
static enum outcome
batch_facts(struct batch_writer *writer, struct facts *facts, struct event *const events[],
	    int count)
{
	bool fresh;
	if (!batch_begin(writer, &fresh))
		return BUSY;
	if (fresh) {
		db_rollback();
		writer->again = true; /* with names from here */
		return BUSY;
	}
	facts->connection_id = writer->connection_id;
	facts->batch_number = ++writer->batches;
	enum outcome outcome = facts_write(facts);
	if (outcome == DONE)
		outcome = ledger_write(facts, events, count);
	if (outcome == DONE)
		outcome = batch_commit(writer, facts);
	else
		batch_rollback(writer);
	if (outcome == DONE) {
		facts_remember(facts);
		writer->written += facts->count;
	}
	if (facts->website_gone)
		dictionary_clear(writer->dictionary);
	if (facts->policy_changed)
		writer->policies_stale = writer->again = true;
	return outcome;
}

/* Events of websites that do not exist are refused here; the answer is how many are left in `known`. */
static int
leave_out_unknown(struct event *const events[], int count, struct event **known)
{
	int kept = 0;
	for (int i = 0; i < count; i++) {
		if (events[i]->website_id != 0)
			known[kept++] = events[i];
		else if (events[i]->result == EVENT_WAITING)
			events[i]->result = EVENT_NO_WEBSITE;
	}
	return kept;
}

static enum outcome
batch_write(struct batch_writer *writer, struct arena *arena, struct event **events, int count)
{
	struct event *known[BATCH_EVENTS_MAX];
	struct facts facts = { .arena = arena,
			       .visitors = writer->visitors,
			       .period = writer->salts.period,
			       .events = known };
	enum outcome outcome = slugs_find(arena, events, count);
	if (outcome == DONE)
		outcome = batch_names(writer, arena, events, count);
	if (outcome != DONE)
		return outcome;
	facts.count = leave_out_unknown(events, count, known);
	for (int i = 0; i < facts.count; i++)
		if (known[i]->result == EVENT_WAITING)
			event_identify(writer, known[i]);
	return batch_facts(writer, &facts, events, count);
}

/* One transaction. Unless it is committed, the events' results are what they were. */
static enum outcome
batch_try(struct batch_writer *writer, struct event **events, int count)
{
	struct arena *arena = arena_new(ARENA_CEILING);
	enum event_result given[BATCH_EVENTS_MAX];
	if (arena == NULL)
		return BUSY;
	for (int i = 0; i < count; i++)
		given[i] = events[i]->result;
	writer->again = false;
	enum outcome outcome = batch_write(writer, arena, events, count);
	for (int i = 0; i < count; i++) {
		if (outcome != DONE)
			events[i]->result = given[i];
		else if (events[i]->result == EVENT_WAITING)
			events[i]->result = event_stored(events[i]);
	}
	if (outcome == BUSY && arena_exhausted(arena))
		outcome = TOO_LARGE;
	arena_free(arena);
	return outcome;
}

static enum outcome
batch_tries(struct batch_writer *writer, struct event **events, int count)
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
	return outcome == FAILED ? EVENT_FAILED : EVENT_REFUSED_BY_DATABASE;
}

static void
batch_busy(struct event *const events[], int count)
{
	for (int i = 0; i < count; i++)
		events[i]->result = EVENT_BUSY;
}

/* An event that stands alone and cannot be stored is counted as refused, in a transaction of its own. */
static void
event_refuse(struct batch_writer *writer, struct event **event, enum outcome outcome)
{
	(*event)->result = event_refused(outcome);
	if ((*event)->result == EVENT_BUSY || batch_tries(writer, event, 1) != DONE)
		batch_busy(event, 1);
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
		batch_busy(events, count);
	} else if (count == 1) {
		event_refuse(writer, events, outcome);
	} else {
		batch_store(writer, events, count / 2, now);
		batch_store(writer, events + count / 2, count - count / 2, now);
	}
}
