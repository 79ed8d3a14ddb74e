/*
 * The properties that a site sends with an event or about a visitor: a JSON object, flattened and typed as Umami does.
 * SPDX-License-Identifier: MIT
 */
#ifndef PROPERTY_H
#define PROPERTY_H

#include "event.h"
#include "json.h"
#include "request.h"

#include <stdbool.h>

/*
 * Flattens `data` ({"a":{"b":1}} becomes "a.b") into the request's arena. Arrays become their JSON text, texts that are
 * moments become dates, texts are cut to PROPERTY_TEXT_MAX characters. False when it is no object, has too many properties, or
 * names that cannot be stored, with a problem under the name `field`; and for values that cannot be, each under its own name
 * behind that.
 */
bool properties_read(struct request *req, const struct json *data, const char *field,
		     struct property **properties, int *count);

/*
 * The revenue among an event's properties: a positive number "revenue", or the text of one, and a text "currency". False when
 * there is none. `currency` comes in capitals.
 */
bool properties_revenue(struct request *req, const struct json *data, const char **amount,
			const char **currency);

#endif
