/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/fetch_logo.h"

#include "actions/keep_logo.h"
#include "model/tenant/image.h"
#include "store/logo.h"

enum { MAX_ATTEMPTS = 6 };

static const struct fetch_limits limits = {
	.max_bytes = IMAGE_MAX_BYTES,
	.total_ms = 10000,
	.connect_ms = 5000,
	.slow_s = 5,
};

enum status
fetch_logo(struct store *s, const struct tools *tools, struct arena *a, const struct job *j,
    struct fault *f)
{
	struct fetched got;
	const char *url;
	enum status st = logo_wanted(s, a, j->tenant_id, j->subject, &url, f);

	if (st != OK || url == NULL)
		return st;
	if (j->attempts > MAX_ATTEMPTS)
		return refuse_logo(s, a, j->tenant_id, j->subject, url,
		    "The logo could not be looked at.", f);
	st = fetch(tools->fetcher, a, url, &limits, &got, f);
	if (st == OK)
		return keep_logo(s, a, j->tenant_id, j->subject, url, got.body, got.length, f);
	if ((st == UNAVAILABLE || st == BROKEN) && j->attempts < MAX_ATTEMPTS)
		return st;
	return refuse_logo(s, a, j->tenant_id, j->subject, url, arena_text(a, f->sentence), f);
}
