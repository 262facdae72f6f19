/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/inspect.h"

#include <string.h>

#include "base/text.h"
#include "model/provider/metadata_address.h"
#include "model/provider/metadata_look.h"
#include "net/diagnosis.h"
#include "sso/certificate.h"
#include "sso/discovery.h"
#include "sso/saml_metadata.h"

#define TIMES .total_ms = 15000, .connect_ms = 5000, .slow_s = 5
/* Some servers have another document for those who do not name what they want, and some refuse
 * those who do not want theirs. */
#define AS_JSON .accept = "application/json, */*;q=0.1"
#define AS_SAML \
	.accept = "application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"

static const struct fetch_kind of_discovery = { AS_JSON, .max_bytes = DISCOVERY_MAX_BYTES, TIMES },
	of_federation = { AS_SAML, .max_bytes = FEDERATION_METADATA_MAX_BYTES, TIMES };
const struct fetch_kind fetch_of_metadata = { AS_SAML, .max_bytes = METADATA_MAX_BYTES, TIMES };

static enum status
refuse_unknown(const struct provider_address *address, struct fault *f)
{
	fail(f, INVALID, "Microsoft knows no tenant %s.", address->tenant);
	provider_address_ask(address->kind, f);
	return INVALID;
}

enum status
inspect_discovery(struct fetcher *fr, struct arena *a, const struct provider_address *address,
    struct found *out, struct fault *f)
{
	bool is_tenant = address->kind == ENTRA_TENANT;
	struct fetched got;
	struct found found;
	enum status st = fetch(fr, a, address->discovery_url, &of_discovery, &got, f);

	if (st == INVALID && is_tenant && text_is(f->code, FETCHED_REFUSED))
		return refuse_unknown(address, f);
	if (st == OK)
		st = discovery_read(a, got.body, got.length, is_tenant ? NULL : address->issuer, &found, f);
	if (st == OK && is_tenant)
		st = discovery_check_tenant(a, address, &found, f);
	if (st == OK)
		*out = found;
	return st;
}

enum status
inspect_metadata_url(struct fetcher *fr, struct arena *a, const char *url, struct found *out,
    struct fault *f)
{
	struct fetched got;
	enum status st = fetch(fr, a, url, &fetch_of_metadata, &got, f);

	return st == OK ? metadata_read(a, got.body, got.length, clock_now(), out, f) : st;
}

enum status
inspect_federation_metadata(struct fetcher *fr, struct arena *a, const char *url,
    struct found *out, struct fault *f)
{
	struct fetched got;
	enum status st = fetch(fr, a, url, &of_federation, &got, f);

	return st == OK ? metadata_read(a, got.body, got.length, clock_now(), out, f) : st;
}

enum status
inspect_metadata(struct arena *a, const char *text, struct found *out, struct fault *f)
{
	size_t length;
	const char *bytes = metadata_bytes(a, text, &length);

	return metadata_read(a, bytes, length, clock_now(), out, f);
}

enum status
inspect_certificate(struct arena *a, const char *text, const char *sign_in_url,
    struct found *out, struct fault *f)
{
	struct found_certificate *certificate = arena_alloc(a, sizeof(*certificate));
	enum status st = certificate_read(a, text, strlen(text), clock_now(), certificate, f);

	if (st != OK)
		return st;
	*out = (struct found){ .given = GIVEN_ALL, .sign_in_url_redirect = sign_in_url,
		.sign_in_url_post = sign_in_url, .certificates = { certificate, 1 },
		.warnings = certificate->warnings };
	return OK;
}
