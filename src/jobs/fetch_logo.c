/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/fetch_logo.h"

#include "actions/logo.h"
#include "model/tenant/image.h"
#include "store/logo.h"

enum { MAX_ATTEMPTS = 6 };

static const struct fetch_kind limits = {
	.accept = "image/png, image/jpeg, image/gif, image/webp, */*;q=0.1",
	.max_bytes = IMAGE_MAX_BYTES,
	.total_ms = 10000,
	.connect_ms = 5000,
	.slow_s = 5,
};

static enum status
refuse_unchecked(const struct act *act, const struct job *j, const char *url)
{
	(void)fail(act->fault, UNAVAILABLE, "We could not check the logo.");
	return refuse_logo(act, j->subject, url, act->fault);
}

enum status
end_logo(const struct act *act, const struct job *j, enum job_end why)
{
	const char *url;
	enum status st = logo_wanted(act, j->subject, &url);

	if (st != OK || url == NULL)
		return st;
	if (why == JOB_KILLS)
		return refuse_unchecked(act, j, url);
	(void)fail(act->fault, INVALID, "The logo is too complex for us to read. Use another image.");
	return refuse_logo(act, j->subject, url, act->fault);
}

enum status
fetch_logo(const struct act *act, const struct tools *tools, const struct job *j)
{
	struct fetched got;
	const char *url;
	enum status st = logo_wanted(act, j->subject, &url);

	if (st != OK || url == NULL)
		return st;
	if (j->attempts > MAX_ATTEMPTS)
		return refuse_unchecked(act, j, url);
	st = fetch(tools->fetcher, act->arena, url, &limits, &got, act->fault);
	if (st == OK)
		return keep_logo(act, j->subject, url, got.body, got.length);
	if ((st == UNAVAILABLE || st == BROKEN) && j->attempts < MAX_ATTEMPTS)
		return st;
	return refuse_logo(act, j->subject, url, act->fault);
}
