/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/derive_connection.h"

#include <string.h>

#include "actions/connection.h"
#include "jobs/inspect.h"
#include "model/connection/connection.h"
#include "sso/discovery.h"
#include "store/revision.h"

enum { MAX_ATTEMPTS = 6 };

/* A document that was sent makes the fetch unnecessary, but only if it belongs to the
 * address: a program may change the address and send the former document back. */
static enum status
inspect_openid(struct fetcher *fetcher, struct arena *a, const struct connection_source *source,
    struct found *out, struct fault *f)
{
	enum status st = NOT_FOUND;

	if (source->text != NULL)
		st = discovery_read(a, source->text, strlen(source->text), NULL, out, f);
	if (source->address.host == NULL || (st == OK && connection_source_has(source, out->issuer)))
		return st;
	return inspect_discovery(fetcher, a, &source->address, out, f);
}

static enum status
inspect(struct fetcher *fetcher, struct arena *a, const struct connection_source *source,
    struct found *out, struct fault *f)
{
	if (source->kind == SOURCE_DISCOVERY)
		return inspect_openid(fetcher, a, source, out, f);
	if (source->kind == SOURCE_CERTIFICATE)
		return inspect_certificate(a, source->text, NULL, out, f);
	if (source->url == NULL)
		return inspect_metadata(a, source->text, out, f);
	return source->is_federation ? inspect_federation_metadata(fetcher, a, source->url, out, f)
	    : inspect_metadata_url(fetcher, a, source->url, out, f);
}

static enum status
derive(struct fetcher *fetcher, struct arena *a, const char *strategy, const char *settings,
    const char **derived, struct fault *f)
{
	struct connection_source source;
	struct found found = { 0 };
	enum status st = connection_source_read(a, strategy, settings, &source, f);

	*derived = "{}";
	if (st != OK || source.kind == SOURCE_NONE)
		return st;
	st = inspect(fetcher, a, &source, &found, f);
	if (st == OK)
		*derived = connection_derived(a, &source, &found);
	return st;
}

static enum status
refuse_unchecked(const struct act *act, const struct job *j, long revision)
{
	(void)fail(act->fault, UNAVAILABLE, "We could not check the provider.");
	return refuse_derivation(act, j->subject, revision, act->fault);
}

enum status
end_derivation(const struct act *act, const struct job *j, enum job_end why)
{
	const char *strategy, *settings;
	long revision;
	enum status st = derive_wanted(act, j->subject, &strategy, &settings, &revision);

	if (st != OK)
		return st;
	if (why == JOB_KILLS)
		return refuse_unchecked(act, j, revision);
	(void)fail(act->fault, INVALID, "Reading the provider's document took more work than we allow. Use "
	    "a document that describes only this provider.");
	return refuse_derivation(act, j->subject, revision, act->fault);
}

enum status
derive_connection(const struct act *act, const struct tools *tools, const struct job *j)
{
	const char *strategy, *settings, *derived;
	long revision;
	enum status st = derive_wanted(act, j->subject, &strategy, &settings, &revision);

	if (st == NOT_FOUND)
		return OK;
	if (st != OK)
		return st;
	if (j->attempts > MAX_ATTEMPTS)
		return refuse_unchecked(act, j, revision);
	st = derive(tools->fetcher, act->arena, strategy, settings, &derived, act->fault);
	if (st == OK)
		return keep_derivation(act, j->subject, revision, derived);
	if ((st == UNAVAILABLE || st == BROKEN) && j->attempts < MAX_ATTEMPTS)
		return st;
	return refuse_derivation(act, j->subject, revision, act->fault);
}
