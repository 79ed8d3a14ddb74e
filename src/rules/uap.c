/*
 * The file is a mapping of sections; each is a sequence of mappings of scalars. Anything deeper is
 * passed over.
 * SPDX-License-Identifier: MIT
 */
#include "uap.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "arena.h"

enum { DEPTH_SECTIONS = 1, DEPTH_ENTRIES, DEPTH_ENTRY };

struct yaml_reading {
	struct arena *arena;
	uap_rule_fn take;
	void *context;
	int depth;          /* open mappings and sequences */
	const char **value; /* where the next scalar of an entry goes; NULL: nowhere */
	bool is_value;      /* the next scalar of an entry is a value, not a key */
	bool section_known;
	struct uap_rule rule;
};

static const struct {
	const char *name;
	const char *replacement;
} sections[UAP_SECTION_COUNT] = {
	[UAP_BROWSER] = { "user_agent_parsers", "family_replacement" },
	[UAP_OS] = { "os_parsers", "os_replacement" },
	[UAP_DEVICE] = { "device_parsers", "device_replacement" },
};

static void
section_start(struct yaml_reading *reading, const char *name)
{
	reading->section_known = false;
	for (int i = 0; i < UAP_SECTION_COUNT; i++)
		if (strcmp(name, sections[i].name) == 0) {
			reading->rule.section = (enum uap_section)i;
			reading->section_known = true;
		}
}

static const char **
member(struct yaml_reading *reading, const char *key)
{
	struct uap_rule *rule = &reading->rule;
	if (!reading->section_known)
		return NULL;
	if (strcmp(key, "regex") == 0)
		return &rule->regex;
	if (strcmp(key, "regex_flag") == 0)
		return &rule->flag;
	if (strcmp(key, sections[rule->section].replacement) == 0)
		return &rule->replacement;
	if (strcmp(key, "os_v1_replacement") == 0)
		return &rule->major;
	return strcmp(key, "os_v2_replacement") == 0 ? &rule->minor : NULL;
}

static bool
scalar_take(struct yaml_reading *reading, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	if (reading->depth == DEPTH_SECTIONS)
		section_start(reading, text);
	if (reading->depth != DEPTH_ENTRY)
		return true;
	if (!reading->is_value)
		reading->value = member(reading, text);
	else if (reading->value != NULL &&
		 (*reading->value = arena_copy(reading->arena, text)) == NULL)
		return false;
	reading->is_value = !reading->is_value;
	return true;
}

static bool
event_take(struct yaml_reading *reading, const yaml_event_t *event, char *error, size_t error_size)
{
	struct uap_rule *rule = &reading->rule;
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		snprintf(error, error_size, "out of memory");
		return scalar_take(reading, event);
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		if (++reading->depth == DEPTH_ENTRY) {
			*rule = (struct uap_rule){ .section = rule->section };
			reading->is_value = false;
		}
		return true;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		if (reading->depth-- != DEPTH_ENTRY || rule->regex == NULL)
			return true;
		return reading->take(reading->context, rule, error, error_size);
	default:
		return true;
	}
}

static bool
events_read(struct yaml_reading *reading, yaml_parser_t *parser, char *error, size_t error_size)
{
	for (bool more = true; more;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event)) {
			snprintf(error, error_size, "line %zu: %s", parser->problem_mark.line + 1,
				 parser->problem == NULL ? "not YAML" : parser->problem);
			return false;
		}
		bool taken = event_take(reading, &event, error, error_size);
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		if (!taken)
			return false;
	}
	return true;
}

bool
uap_read(const char *path, struct arena *arena, uap_rule_fn take, void *context, char *error,
	 size_t error_size)
{
	struct yaml_reading reading = { .arena = arena, .take = take, .context = context };
	char reason[256] = "out of memory";
	yaml_parser_t parser;
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
		return false;
	}
	bool done = false;
	if (yaml_parser_initialize(&parser)) {
		yaml_parser_set_input_file(&parser, file);
		done = events_read(&reading, &parser, reason, sizeof(reason));
		yaml_parser_delete(&parser);
	}
	fclose(file);
	if (!done)
		snprintf(error, error_size, "%s: %s", path, reason);
	return done;
}
