/*
 * The UUIDs under which visitors, visits and events are known outside, made from the short keys of the tables. Visitors are
 * told theirs, and how many there are must not show through: those ids are keyed.
 *   sessionId  the visitor's number, encrypted; can be read back with the key
 *   visitId    a keyed hash of the visit's number
 *   event id   the event's key in the shape of version 7 (its time comes first); can be read back
 *   and of an event's property a keyed hash of the event's key and the property's place
 * Layouts: RFC 9562.
 * SPDX-License-Identifier: MIT
 */
#ifndef PUBLIC_ID_H
#define PUBLIC_ID_H

#include "uuid.h"

#include <stdbool.h>
#include <stdint.h>

enum { PUBLIC_ID_KEY_SIZE = 16 };

struct uuid public_visitor_id(const unsigned char key[PUBLIC_ID_KEY_SIZE], int website_id,
			      int visitor_id);
/* False when it is none of this website's. */
bool public_visitor_number(const unsigned char key[PUBLIC_ID_KEY_SIZE], int website_id,
			   const struct uuid *id, int *visitor_id);

struct uuid public_visit_id(const unsigned char key[PUBLIC_ID_KEY_SIZE], int website_id,
			    int visit_id);

/* `event_id` as in the table: milliseconds times 2^20 plus a number. */
struct uuid public_event_id(long long event_id);
bool public_event_key(const struct uuid *id, long long *event_id);

/* `place` tells the properties of an event apart. */
struct uuid public_property_id(const unsigned char key[PUBLIC_ID_KEY_SIZE], int website_id,
			       long long event_id, int place);

#endif
