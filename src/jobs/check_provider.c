/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/check_provider.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "model/provider_address.h"
#include "sso/certificate.h"
#include "sso/discovery.h"
#include "sso/metadata.h"
#include "store/wizard.h"

/* More than one only if a process was killed over it. */
enum { MAX_ATTEMPTS = 3 };

static const struct fetch_limits limits = {
	.max_bytes = 2 * 1024 * 1024,
	.total_ms = 15000,
	.connect_ms = 5000,
	.slow_s = 5,
};

struct look {
	struct fetcher			*fetcher;
	struct arena			*arena;
	const struct provider		*provider;
	struct provider_settings	 typed;
};

/* Beside the warnings: what was made of the address that was typed. */
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
look_at_discovery(struct look *l, struct found *out, struct fault *f)
{
	bool is_okta = text_is(l->provider->strategy, "okta");
	struct provider_address address;
	struct fetched got;
	enum status st = provider_address_read(l->arena, is_okta ? OKTA_DOMAIN : OPENID_ADDRESS,
	    is_okta ? l->typed.domain : l->typed.discovery_url, &address, f);

	if (st == OK)
		st = fetch(l->fetcher, l->arena, address.discovery_url, &limits, &got, f);
	if (st == OK)
		st = discovery_read(l->arena, got.body, got.length, address.issuer, out, f);
	if (st == OK && address.note != NULL)
		add_note(l->arena, out, address.note);
	return st;
}

static enum status
look_at_metadata_url(struct look *l, struct found *out, struct fault *f)
{
	struct fetched got;
	enum status st = fetch(l->fetcher, l->arena, l->typed.metadata_url, &limits, &got, f);

	return st == OK ? metadata_read(l->arena, got.body, got.length, clock_now(), out, f) : st;
}

/* A file in UTF-16, say, travelled as base64 (http/multipart.h). */
static enum status
look_at_metadata(struct look *l, struct found *out, struct fault *f)
{
	const char *text = l->typed.metadata_xml, *bytes;
	size_t length = strlen(text);

	bytes = strchr(text, '<') == NULL ? base64_bytes(l->arena, text, &length) : text;
	if (bytes == NULL) {
		bytes = text;
		length = strlen(text);
	}
	return metadata_read(l->arena, bytes, length, clock_now(), out, f);
}

static enum status
look_at_certificate(struct look *l, struct found *out, struct fault *f)
{
	struct found_certificate *certificate = arena_alloc(l->arena, sizeof(*certificate));
	enum status st = certificate_read(l->arena, l->typed.certificate,
	    strlen(l->typed.certificate), clock_now(), certificate, f);

	if (st != OK)
		return st;
	*out = (struct found){ .given = GIVEN_ALL, .sign_in_url_redirect = l->typed.sign_in_url,
		.sign_in_url_post = l->typed.sign_in_url, .certificates = { certificate, 1 },
		.warnings = certificate->warnings };
	return OK;
}

static enum status
look(struct look *l, struct found *out, struct fault *f)
{
	if (!text_is(l->provider->strategy, "samlp"))
		return look_at_discovery(l, out, f);
	if (text_is(l->typed.source, "url"))
		return look_at_metadata_url(l, out, f);
	if (text_is(l->typed.source, "xml"))
		return look_at_metadata(l, out, f);
	return look_at_certificate(l, out, f);
}

enum status
check_provider(struct store *s, const struct tools *tools, struct arena *a,
    const struct job *j, struct fault *f)
{
	struct look l = { .fetcher = tools->fetcher, .arena = a };
	struct found found = { 0 };
	long revision;
	enum status st = check_wanted(s, a, j->tenant_id, j->subject, &l.provider, &l.typed, &revision,
	    f);

	if (st == NOT_FOUND)
		return OK;
	if (st != OK)
		return st;
	if (j->attempts > MAX_ATTEMPTS)
		return check_failed(s, a, j->tenant_id, j->subject, revision,
		    "The provider could not be looked at. Please try again.", f);
	st = look(&l, &found, f);
	if (st == OK)
		return check_found(s, a, j->tenant_id, j->subject, revision, &found, f);
	return check_failed(s, a, j->tenant_id, j->subject, revision,
	    arena_text(a, f->sentence), f);
}
