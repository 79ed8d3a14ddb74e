/*
 * libh2o splits and normalises what it takes for a path before the request gets here: that is done again.
 * SPDX-License-Identifier: MIT
 */
#include "target.h"

void
target_open(h2o_req_t *http)
{
	h2o_url_t url;
	size_t *places;
	if ((http->path.len > 0 && http->path.base[0] == '/') || http->version >= 0x200 ||
	    h2o_url_parse(http->path.base, http->path.len, &url) != 0)
		return;
	http->authority = url.authority;
	http->path = url.path;
	http->path_normalized = h2o_url_normalize_path(&http->pool, url.path.base, url.path.len,
						       &http->query_at, &places);
}
