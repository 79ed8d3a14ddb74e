/*
 * /q/<slug> and /p/<slug>: a click on a link is sent on to where the link leads, a load of a pixel gets its image, and both
 * are stored first as what a tag sends is. Whether they are stored or not makes no difference to the visitor. The handlers
 * run on a loop, the replies are written on the collector's thread, or on the loop when the collector takes nothing.
 * SPDX-License-Identifier: MIT
 */
#include "collector.h"
#include "handlers.h"
#include "link.h"
#include "link_memory.h"
#include "payload.h"
#include "reply.h"

/* A transparent GIF of one pixel. */
static const unsigned char image[] = {
	'G',  'I',  'F',  '8',  '9',  'a',  0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0xff, 0xff,
	0xff, 0x00, 0x00, 0x00, 0x21, 0xf9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00, 0x2c, 0x00, 0x00,
	0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x02, 0x02, 0x44, 0x01, 0x00, 0x3b,
};

struct slug_submission {
	struct collect_submission submission; /* first, so that one is the other */
	struct event event;
	struct slug_target target;
};

static struct slug_target *
target_of(struct collect_submission *submission)
{
	return &((struct slug_submission *)submission)->target;
}

static enum outcome
submit(struct request *req, enum website_kind kind,
       enum outcome (*reply)(struct request *req, struct collect_submission *submission))
{
	const char *slug = request_path_value(req, "slug");
	if (!slug_is_valid(slug))
		return NOT_FOUND;
	struct slug_submission *asked = arena_alloc(req->arena, sizeof(*asked));
	if (asked == NULL)
		return TOO_LARGE;
	asked->target.slug = slug;
	asked->submission.events = &asked->event;
	asked->submission.count = 1;
	asked->submission.impatient = true;
	asked->submission.reply = reply;
	payload_read_slug(req, req->collect, kind, &asked->target, &asked->event);
	req->submission = &asked->submission;
	return DONE;
}

/* True where nothing is behind the slug, or nothing any more: for whoever asks, bots too. */
static bool
leads_nowhere(struct collect_submission *submission)
{
	return target_of(submission)->nobodys || submission->events[0].result == EVENT_NO_WEBSITE;
}

/*
 * Sends the visitor on also when the click could not be stored, from memory if need be: nobody is to stand before a closed
 * door because a database is away.
 */
static enum outcome
click_reply(struct request *req, struct collect_submission *submission)
{
	const struct slug_target *target = target_of(submission);
	const char *url = target->url;
	if (leads_nowhere(submission)) {
		link_memory_forget(target->slug);
		return NOT_FOUND;
	}
	if (url[0] != '\0')
		link_memory_keep(target->slug, url);
	else
		url = link_memory_find(target->slug, req->arena);
	if (url == NULL)
		return BUSY;
	const char *location = link_location(req->arena, url);
	if (location == NULL)
		return TOO_LARGE;
	reply_header(req, "location", location);
	reply_header(req, "cache-control", "no-store");
	return REDIRECTED;
}

static enum outcome
pixel_reply(struct request *req, struct collect_submission *submission)
{
	if (leads_nowhere(submission))
		return NOT_FOUND;
	req->reply.type = "image/gif";
	req->reply.body = (const char *)image;
	req->reply.body_len = sizeof(image);
	reply_header(req, "cache-control", "no-store");
	reply_header(req, "cross-origin-resource-policy", "cross-origin");
	return DONE;
}

enum outcome
collect_click(struct request *req)
{
	return submit(req, KIND_LINK, click_reply);
}

enum outcome
collect_pixel(struct request *req)
{
	return submit(req, KIND_PIXEL, pixel_reply);
}
