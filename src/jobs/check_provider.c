/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/check_provider.h"

#include "actions/wizard.h"
#include "base/sentence.h"
#include "base/text.h"
#include "jobs/inspect.h"
#include "net/diagnosis.h"
#include "store/wizard.h"

/* There is more than one attempt only if the process was killed in the former. */
enum { MAX_ATTEMPTS = 3 };

/* Puts before the warnings the notes on how the address that was typed was understood. */
static void
add_notes(struct arena *a, struct found *f, struct objects notes)
{
	const struct sentence *warnings = f->warnings.items;
	size_t i;

	for (i = 0; i < f->warnings.count; i++)
		sentences_add(a, &notes, &warnings[i]);
	f->warnings = notes;
}

static enum status
inspect_openid(struct fetcher *fetcher, struct arena *a, const struct provider *p,
    const struct provider_settings *typed, struct found *out, struct fault *f)
{
	struct provider_address address;
	enum status st = provider_settings_address(a, p, typed, &address, f);

	if (st == OK)
		st = inspect_discovery(fetcher, a, &address, out, f);
	if (st == OK)
		add_notes(a, out, address.notes);
	return st;
}

static enum status
inspect_saml_url(struct fetcher *fetcher, struct arena *a, const struct provider *p,
    const struct provider_settings *typed, struct found *out, struct fault *f)
{
	struct metadata_address address;
	enum status st = provider_settings_metadata(a, p, typed, &address, f);

	if (st != OK)
		return st;
	st = p->source == DERIVED_FROM_FEDERATION
	    ? inspect_federation_metadata(fetcher, a, address.url, out, f)
	    : inspect_metadata_url(fetcher, a, address.url, out, f);
	if (st == OK)
		add_notes(a, out, address.notes);
	return st;
}

static enum status
inspect(struct fetcher *fetcher, struct arena *a, const struct provider *p,
    const struct provider_settings *typed, struct found *out, struct fault *f)
{
	if (p->protocol == PROTOCOL_OPENID)
		return inspect_openid(fetcher, a, p, typed, out, f);
	if (text_is(typed->source, "url"))
		return inspect_saml_url(fetcher, a, p, typed, out, f);
	if (text_is(typed->source, "xml"))
		return inspect_metadata(a, typed->metadata_xml, out, f);
	return inspect_certificate(a, typed->certificate, typed->sign_in_url, out, f);
}

/* --- the outcome --- */

static enum status
fail_with(const struct act *act, const struct job *j, const struct wanted_check *c,
    const struct fault *why, const char *hint)
{
	struct objects problem = fault_sentences(act->arena, why);

	return fail_check(act, j->subject, c->revision, &problem, hint);
}

static void
fail_unchecked(struct fault *why)
{
	(void)fail(why, UNAVAILABLE, "We could not check your identity provider. Try again.");
}

/* The administrator cannot change our settings, and the operators do not see this page,
 * so each is told what they can do. */
static enum status
refuse_ours(const struct act *act, const struct job *j, const struct wanted_check *c,
    struct fault *why)
{
	if (c->asks->protocol == PROTOCOL_SAML)
		fault_add(why, "Upload the metadata as a file instead, or ask %s for help.", c->company);
	else
		fault_add(why, "If the address is right, ask %s for help.", c->company);
	return fail_with(act, j, c, why, diagnosis_hint(why));
}

enum status
end_check(const struct act *act, const struct job *j, enum job_end end)
{
	struct wanted_check check;
	struct fault why = { 0 };
	enum status st = check_wanted(act, j->subject, &check);

	if (st != OK)
		return st;
	if (end == JOB_TOO_MUCH_WORK)
		fail(&why, INVALID, "Your identity provider’s document is too complex for us "
		    "to read. Use one that describes only this provider, or ask %s for help.",
		    check.company);
	else
		fail_unchecked(&why);
	return fail_with(act, j, &check, &why, NULL);
}

enum status
check_provider(const struct act *act, const struct tools *tools, const struct job *j)
{
	struct wanted_check check;
	struct found found = { 0 };
	struct fault why = { 0 };
	enum status st = check_wanted(act, j->subject, &check);

	if (st == NOT_FOUND)
		return OK;
	if (st != OK)
		return st;
	/* A row of a later version may name a provider that this one does not know. */
	if (j->attempts > MAX_ATTEMPTS || check.asks == NULL) {
		fail_unchecked(&why);
		return fail_with(act, j, &check, &why, NULL);
	}
	if (inspect(tools->fetcher, act->arena, check.asks, &check.typed, &found, &why) == OK)
		return pass_check(act, j->subject, check.revision, &found);
	if (diagnosis_hint(&why) != NULL)
		return refuse_ours(act, j, &check, &why);
	return fail_with(act, j, &check, &why, NULL);
}
