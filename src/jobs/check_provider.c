/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/check_provider.h"

#include <string.h>

#include "actions/wizard.h"
#include "base/sentence.h"
#include "base/text.h"
#include "jobs/inspect.h"
#include "store/wizard.h"

/* There is more than one attempt only if the process was killed in the former. */
enum { MAX_ATTEMPTS = 3 };

/* Puts before the warnings a note on how the address that was typed was understood. */
static void
add_note(struct arena *a, struct found *f, const char *note)
{
	const char **items = arena_array(a, f->warnings.count + 1, sizeof(*items));

	items[0] = note;
	if (f->warnings.count > 0)
		memcpy(items + 1, f->warnings.items, f->warnings.count * sizeof(*items));
	f->warnings = (struct texts){ items, f->warnings.count + 1 };
}

static enum status
inspect_openid(struct fetcher *fetcher, struct arena *a, const struct provider *p,
    const struct provider_settings *typed, struct found *out, struct fault *f)
{
	struct provider_address address;
	enum status st = provider_settings_address(a, p, typed, &address, f);

	if (st == OK)
		st = inspect_discovery(fetcher, a, &address, out, f);
	if (st == OK && address.note != NULL)
		add_note(a, out, address.note);
	return st;
}

static enum status
inspect(struct fetcher *fetcher, struct arena *a, const struct provider *p,
    const struct provider_settings *typed, struct found *out, struct fault *f)
{
	if (!provider_has_steps(p))
		return fail(f, INVALID, "This identity provider cannot be set up here yet.");
	if (p->protocol == PROTOCOL_OPENID)
		return inspect_openid(fetcher, a, p, typed, out, f);
	if (text_is(typed->source, "url"))
		return inspect_metadata_url(fetcher, a, typed->metadata_url, out, f);
	if (text_is(typed->source, "xml"))
		return inspect_metadata(a, typed->metadata_xml, out, f);
	return inspect_certificate(a, typed->certificate, typed->sign_in_url, out, f);
}

/* --- the outcome --- */

/* The administrator cannot change our settings, and the operators do not see this page,
 * so each is told what they can do. */
static enum status
refuse_private(const struct act *act, const struct job *j, const struct wanted_check *c,
    const struct fault *why)
{
	bool is_saml = c->provider->protocol == PROTOCOL_SAML;

	return fail_check(act, j->subject, c->revision, arena_print(act->arena, is_saml
	    ? "%s Please upload the metadata as a file instead, or ask %s for help."
	    : "%s If the address is right, please ask %s for help.", fault_english(act->arena, why), c->company),
	    FETCH_ALLOW_HINT);
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
	if (j->attempts > MAX_ATTEMPTS)
		return fail_check(act, j->subject, check.revision,
		    "The provider could not be looked at. Please try again.", NULL);
	if (inspect(tools->fetcher, act->arena, check.provider, &check.typed, &found, &why) == OK)
		return pass_check(act, j->subject, check.revision, &found);
	if (text_is(why.code, FETCH_PRIVATE))
		return refuse_private(act, j, &check, &why);
	return fail_check(act, j->subject, check.revision, fault_english(act->arena, &why), NULL);
}
