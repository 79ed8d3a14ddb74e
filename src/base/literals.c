/*
 * Walks a regular expression in Perl's syntax once, from left to right. Of the parts that follow
 * each other the one with the longest literals is kept; of alternatives all are. Whatever is not
 * understood counts as "could be anything".
 * SPDX-License-Identifier: MIT
 */
#include "literals.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#define DEPTH_MAX 32
#define RUN_MAX   64

struct walker {
	const char *at;
	struct literals *out;
	size_t min_length;
	int depth;
	bool failed; /* the expression is not understood, or too big */
};

/* Where `out` stood: what was added since can be dropped. */
struct mark {
	size_t count;
	size_t used;
};

/* How good a set is: the length of its shortest literal, 0 for "could be anything". */
struct score {
	size_t shortest;
	size_t count;
};

struct atom {
	bool literal; /* one fixed byte */
	char byte;
	bool nothing;       /* of no width: an anchor or a look-around */
	struct score score; /* of a group, whose literals then stand at the end of `out` */
};

static struct score walk_alternatives(struct walker *walker);

static struct mark
mark_set(const struct walker *walker)
{
	return (struct mark){ walker->out->count, walker->out->used };
}

static void
mark_return(struct walker *walker, struct mark mark)
{
	walker->out->count = mark.count;
	walker->out->used = mark.used;
}

static bool
is_better(struct score one, struct score other)
{
	if (one.shortest == 0 || other.shortest == 0)
		return one.shortest > 0;
	if (one.shortest != other.shortest)
		return one.shortest > other.shortest;
	return one.count < other.count;
}

static void
literal_add(struct walker *walker, const char *text, size_t len)
{
	struct literals *out = walker->out;
	if (out->count == LITERALS_MAX || len > LITERALS_BYTES_MAX - out->used) {
		walker->failed = true;
		return;
	}
	out->items[out->count++] =
		(struct literal){ (unsigned short)out->used, (unsigned short)len };
	memcpy(out->text + out->used, text, len);
	out->used += len;
}

/*
 * Keeps the better of two sets that stand behind each other in `out`: the one from `first` to
 * `second`, and the one from there to the end.
 */
static struct score
keep_better(struct walker *walker, struct mark first, struct score first_score, struct mark second,
	    struct score second_score)
{
	struct literals *out = walker->out;
	if (!is_better(second_score, first_score)) {
		mark_return(walker, second);
		return first_score;
	}
	size_t moved = second.used - first.used;
	memmove(out->text + first.used, out->text + second.used, out->used - second.used);
	for (size_t i = second.count; i < out->count; i++) {
		struct literal item = out->items[i];
		item.start = (unsigned short)(item.start - moved);
		out->items[first.count + i - second.count] = item;
	}
	out->count -= second.count - first.count;
	out->used -= moved;
	return second_score;
}

/* A class such as [Bb] is one byte when its members differ in case only. */
static struct atom
walk_class(struct walker *walker)
{
	struct atom atom = { .literal = true };
	const char *at = walker->at;
	if (*at == '^') {
		atom.literal = false;
		at++;
	}
	for (const char *start = at; *at != '\0' && (*at != ']' || at == start); at++) {
		if (*at == '\\' && at[1] != '\0') {
			at++;
			atom.literal = atom.literal && !isalnum((unsigned char)*at);
			walker->failed |= isalnum((unsigned char)*at) &&
					  strchr("dDwWsShHvVnrtf", *at) == NULL;
		} else if (*at == '-' && at > start && at[1] != ']') {
			atom.literal = false; /* a range */
		} else if (*at == '[' && at[1] == ':') {
			walker->failed = true; /* a named class, with brackets of its own */
		}
		char folded = (char)tolower((unsigned char)*at);
		if (atom.byte != '\0' && atom.byte != folded)
			atom.literal = false;
		atom.byte = folded;
	}
	walker->failed |= *at != ']';
	walker->at = at + (*at == ']');
	return atom;
}

static struct atom
walk_escape(struct walker *walker)
{
	struct atom atom = { .literal = false };
	char c = *walker->at;
	if (c == '\0') {
		walker->failed = true;
		return atom;
	}
	walker->at++;
	if (!isalnum((unsigned char)c))
		return (struct atom){ .literal = true, .byte = c };
	if (strchr("bBAzZ", c) != NULL)
		atom.nothing = true;
	else if (strchr("dDwWsShHvVRNXnrtf", c) == NULL)
		walker->failed = true; /* \Q, \x, \1 and the like take characters with them */
	return atom;
}

/* Behind the opening parenthesis. A look-around has no width, and what it says is not needed. */
static struct atom
walk_group(struct walker *walker)
{
	struct atom atom = { .literal = false };
	struct mark before = mark_set(walker);
	bool look_around = false;
	if (walker->at[0] == '?') {
		walker->at++;
		if (*walker->at == '<' && (walker->at[1] == '=' || walker->at[1] == '!'))
			walker->at++;
		look_around = *walker->at == '=' || *walker->at == '!';
		if (look_around || *walker->at == ':')
			walker->at++;
		else
			walker->failed = true; /* named groups, inline options */
	}
	if (++walker->depth > DEPTH_MAX)
		walker->failed = true;
	if (walker->failed)
		return atom;
	atom.score = walk_alternatives(walker);
	walker->depth--;
	walker->failed |= *walker->at != ')';
	walker->at += !walker->failed;
	if (look_around) {
		mark_return(walker, before);
		atom = (struct atom){ .nothing = true };
	}
	return atom;
}

static struct atom
walk_atom(struct walker *walker)
{
	char c = *walker->at++;
	switch (c) {
	case '(':
		return walk_group(walker);
	case '[':
		return walk_class(walker);
	case '\\':
		return walk_escape(walker);
	case '.':
		return (struct atom){ .literal = false };
	case '^':
	case '$':
		return (struct atom){ .nothing = true };
	case '*':
	case '+':
	case '?':
		walker->failed = true; /* a quantifier of nothing */
		return (struct atom){ .literal = false };
	default:
		return (struct atom){ .literal = true, .byte = c };
	}
}

enum quantifier { EXACTLY_ONE, AT_LEAST_ONE, MAYBE_NONE };

/* A brace that begins no quantifier stands for itself. */
static bool
is_quantifier(const char *at)
{
	size_t digits = strspn(at + 1, "0123456789");
	const char *end = at + 1 + digits;
	if (digits > 0 && *end == ',')
		end += 1 + strspn(end + 1, "0123456789");
	return digits > 0 && *end == '}';
}

/* The one quantifier at the reader, if there is any. */
static enum quantifier
walk_one_quantifier(struct walker *walker)
{
	enum quantifier quantifier = EXACTLY_ONE;
	char c = *walker->at;
	if (c == '*' || c == '?') {
		quantifier = MAYBE_NONE;
		walker->at++;
	} else if (c == '+') {
		quantifier = AT_LEAST_ONE;
		walker->at++;
	} else if (c == '{' && walker->at[1] != '\0' && strchr(", \t", walker->at[1]) != NULL) {
		walker->failed = true; /* read differently by PCRE2 10.42 and 10.43 */
	} else if (c == '{' && is_quantifier(walker->at)) {
		quantifier = walker->at[1] == '0' ? MAYBE_NONE : AT_LEAST_ONE;
		walker->at = strchr(walker->at, '}') + 1;
	}
	if (quantifier != EXACTLY_ONE && (*walker->at == '?' || *walker->at == '+'))
		walker->at++; /* lazy, possessive */
	return quantifier;
}

/* a{2}{3} is allowed: the most cautious of all counts. */
static enum quantifier
walk_quantifier(struct walker *walker)
{
	enum quantifier all = EXACTLY_ONE;
	for (enum quantifier one; (one = walk_one_quantifier(walker)) != EXACTLY_ONE;)
		all = one > all ? one : all;
	return all;
}

/* One of the parts that follow each other, and the best of them so far. */
struct sequence {
	struct mark start;
	struct score best;
	size_t run_len;
	char run[RUN_MAX]; /* the bytes that certainly stand side by side */
};

static void
run_end(struct walker *walker, struct sequence *sequence)
{
	struct mark behind = mark_set(walker);
	size_t len = sequence->run_len;
	sequence->run_len = 0;
	if (len < walker->min_length)
		return;
	literal_add(walker, sequence->run, len);
	sequence->best = keep_better(walker, sequence->start, sequence->best, behind,
				     (struct score){ len, 1 });
}

static void
run_put(struct walker *walker, struct sequence *sequence, char byte)
{
	if (sequence->run_len == RUN_MAX)
		run_end(walker, sequence);
	sequence->run[sequence->run_len++] = (char)tolower((unsigned char)byte);
}

static void
sequence_put(struct walker *walker, struct sequence *sequence, struct mark behind, struct atom atom,
	     enum quantifier quantifier)
{
	if (atom.literal && quantifier != MAYBE_NONE) {
		run_put(walker, sequence, atom.byte);
		if (quantifier == EXACTLY_ONE)
			return;
	}
	if (quantifier == MAYBE_NONE)
		mark_return(walker, behind);
	else if (atom.score.shortest > 0)
		sequence->best =
			keep_better(walker, sequence->start, sequence->best, behind, atom.score);
	run_end(walker, sequence);
}

/* One alternative: atoms up to '|', ')' or the end. */
static struct score
walk_sequence(struct walker *walker)
{
	struct sequence sequence = { .start = mark_set(walker) };
	while (!walker->failed && *walker->at != '\0' && *walker->at != '|' && *walker->at != ')') {
		struct mark behind = mark_set(walker);
		struct atom atom = walk_atom(walker);
		if (walker->failed)
			continue;
		enum quantifier quantifier = walk_quantifier(walker);
		if (!atom.nothing)
			sequence_put(walker, &sequence, behind, atom, quantifier);
	}
	run_end(walker, &sequence);
	return sequence.best;
}

/* All alternatives up to ')' or the end: none may be without a literal. */
static struct score
walk_alternatives(struct walker *walker)
{
	struct mark start = mark_set(walker);
	struct score score = { SIZE_MAX, 0 };
	bool anything = false;
	for (bool more = true; more && !walker->failed;) {
		struct score one = walk_sequence(walker);
		anything |= one.shortest == 0;
		score.count += one.count;
		if (one.shortest < score.shortest)
			score.shortest = one.shortest;
		more = *walker->at == '|';
		walker->at += more;
	}
	if (!anything && !walker->failed)
		return score;
	mark_return(walker, start);
	return (struct score){ 0, 0 };
}

bool
literals_of(const char *regex, size_t min_length, struct literals *out)
{
	struct walker walker = { .at = regex, .out = out, .min_length = min_length };
	out->count = 0;
	out->used = 0;
	struct score score = walk_alternatives(&walker);
	if (!walker.failed && *walker.at == '\0' && score.shortest > 0)
		return true;
	out->count = 0;
	return false;
}
