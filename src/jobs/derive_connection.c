/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/derive_connection.h"

#include <string.h>

#include "actions/connection.h"
#include "base/text.h"
#include "jobs/inspect.h"
#include "model/connection/connection.h"
#include "model/connection/options.h"
#include "net/diagnosis.h"
#include "sso/discovery.h"
#include "store/revision.h"

enum { MAX_ATTEMPTS = 6 };

static enum status
inspect_saml(struct fetcher *fetcher, struct arena *a, const struct connection_source *source,
    struct found *out, struct fault *f)
{
	struct found sent;
	enum status st = source->url == NULL ? inspect_metadata(a, source->text, out, f)
	    : source->is_federation ? inspect_federation_metadata(fetcher, a, source->url, out, f)
	    : inspect_metadata_url(fetcher, a, source->url, out, f);

	if (st == INVALID && source->is_federation && text_is(f->code, FETCHED_TOO_MUCH))
		return fail(f, INVALID, FEDERATION_METADATA_TOO_LARGE);
	if (st != OK || source->certificate == NULL)
		return st;
	st = inspect_certificate(a, source->certificate, NULL, &sent, f);
	out->certificates = sent.certificates;
	return st;
}

static enum status
inspect(struct fetcher *fetcher, struct arena *a, const struct connection_source *source,
    struct found *out, struct fault *f)
{
	if (source->kind == SOURCE_DISCOVERY && source->text != NULL)
		return discovery_read(a, source->text, strlen(source->text), NULL, out, f);
	if (source->kind == SOURCE_DISCOVERY)
		return inspect_discovery(fetcher, a, &source->address, out, f);
	if (source->kind == SOURCE_CERTIFICATE)
		return inspect_certificate(a, source->text, source->sign_in_url, out, f);
	return inspect_saml(fetcher, a, source, out, f);
}

static enum status
derive(struct fetcher *fetcher, struct arena *a, const struct derivation *wanted,
    const char **derived, struct fault *f)
{
	struct connection_source source;
	struct found found = { 0 };
	enum status st = connection_source_read(a, wanted->strategy, wanted->settings, &wanted->own,
	    &source, f);

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
	struct derivation wanted;
	enum status st = derive_wanted(act, j->subject, &wanted);

	if (st != OK)
		return st;
	if (why == JOB_KILLS)
		return refuse_unchecked(act, j, wanted.revision);
	(void)fail(act->fault, INVALID, "The provider's document is too complex for us to "
	    "read. Use one that describes only this provider.");
	return refuse_derivation(act, j->subject, wanted.revision, act->fault);
}

enum status
derive_connection(const struct act *act, const struct tools *tools, const struct job *j)
{
	struct derivation wanted;
	const char *derived;
	enum status st = derive_wanted(act, j->subject, &wanted);

	if (st == NOT_FOUND)
		return OK;
	if (st != OK)
		return st;
	if (j->attempts > MAX_ATTEMPTS)
		return refuse_unchecked(act, j, wanted.revision);
	st = derive(tools->fetcher, act->arena, &wanted, &derived, act->fault);
	if (st == OK)
		return keep_derivation(act, j->subject, wanted.revision, derived);
	if ((st == UNAVAILABLE || st == BROKEN) && j->attempts < MAX_ATTEMPTS)
		return st;
	return refuse_derivation(act, j->subject, wanted.revision, act->fault);
}
