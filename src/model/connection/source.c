/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/source.h"

#include <string.h>

#include "base/fields.h"
#include "base/text.h"
#include "model/provider/provider.h"

struct sent {
	struct given	 given;
	const char	*domain, *discovery_url, *tenant_id, *tenant_domain;
	struct verbatim	*oidc_metadata;
	const char	*metadata_url, *metadata_xml, *signing_certificate, *certificate, *binding;
	const char	*adfs_server, *federation_metadata, *sign_in_url;
	bool		 has_own_document, has_own_certificate;
};

#define SENT(name, to) { name, FIELD_TEXT, 0, offsetof(struct sent, to) }

static const struct field sent_fields[] = {
	SENT("domain", domain), SENT("discovery_url", discovery_url),
	SENT("tenantId", tenant_id), SENT("tenant_domain", tenant_domain),
	{ "oidc_metadata", FIELD_OBJECT, 0, offsetof(struct sent, oidc_metadata),
	    .shape = &verbatim_shape },
	SENT("metadataUrl", metadata_url), SENT("metadataXml", metadata_xml),
	SENT("signingCert", signing_certificate), SENT("cert", certificate),
	SENT("protocolBinding", binding), SENT("adfs_server", adfs_server),
	SENT("fedMetadataXml", federation_metadata),
};
static const struct shape sent_shape = {
	.fields = sent_fields, .count = sizeof(sent_fields) / sizeof(sent_fields[0]),
	.size_bytes = sizeof(struct sent), .given_offset = offsetof(struct sent, given),
	.rest = &field_any,
};

static bool
is_there(const char *text)
{
	return text != NULL && *text != '\0';
}

static enum status
openid_source(struct arena *a, enum address_kind kind, const char *address, const struct sent *s,
    struct connection_source *out, struct fault *f)
{
	const struct verbatim *metadata = s->oidc_metadata;
	bool is_sent = metadata != NULL && !text_is(metadata->given.whole, "{}");

	if (!is_there(address) && !is_sent)
		return OK;
	out->kind = SOURCE_DISCOVERY;
	if (is_there(address) && !(is_sent && s->has_own_document))
		return provider_address_read(a, kind, address, &out->address, f);
	out->text = metadata->given.whole;
	return OK;
}

/* The tenant by its ID, in the cloud of its domain. */
static const char *
tenant_of(struct arena *a, enum address_kind kind, const struct sent *s)
{
	struct provider_address by_domain;
	struct fault ignored;

	if (!is_there(s->tenant_id))
		return s->tenant_domain;
	if (!is_there(s->tenant_domain)
	    || provider_address_read(a, kind, s->tenant_domain, &by_domain, &ignored) != OK)
		return s->tenant_id;
	return arena_print(a, "https://%s/%s", by_domain.host, s->tenant_id);
}

static void
saml_source(const char *url, const char *document, const struct sent *s,
    struct connection_source *out)
{
	const char *certificate = is_there(s->signing_certificate) ? s->signing_certificate
	    : s->certificate;

	out->wants_redirect = s->binding != NULL && strstr(s->binding, "HTTP-Redirect") != NULL;
	out->url = is_there(url) ? url : NULL;
	out->text = is_there(document) ? document : certificate;
	if (is_there(url) || is_there(document)) {
		out->kind = SOURCE_METADATA;
		out->certificate = s->has_own_certificate && is_there(certificate) ? certificate : NULL;
	} else if (is_there(certificate)) {
		out->kind = SOURCE_CERTIFICATE;
	}
}

static enum status
federation_source(struct arena *a, const struct provider *p, const struct sent *s,
    struct connection_source *out, struct fault *f)
{
	struct metadata_address address = { 0 };
	enum status st = OK;

	if (is_there(s->adfs_server))
		st = metadata_address_read(a, p->metadata, s->adfs_server, &address, f);
	out->is_federation = true;
	saml_source(address.url, s->federation_metadata, &(struct sent){ 0 }, out);
	return st;
}

static enum status
source_of(struct arena *a, const struct provider *p, const struct sent *s,
    struct connection_source *out, struct fault *f)
{
	switch (p->source) {
	case DERIVED_FROM_NOTHING:
		break;
	case DERIVED_FROM_DOMAIN:
		return openid_source(a, p->address, s->domain, s, out, f);
	case DERIVED_FROM_DISCOVERY_URL:
		return openid_source(a, p->address, s->discovery_url, s, out, f);
	case DERIVED_FROM_TENANT:
		return openid_source(a, p->address, tenant_of(a, p->address, s), s, out, f);
	case DERIVED_FROM_ISSUER:
		return openid_source(a, OPENID_ADDRESS, p->issuer, s, out, f);
	case DERIVED_FROM_METADATA:
		saml_source(s->metadata_url, s->metadata_xml, s, out);
		break;
	case DERIVED_FROM_FEDERATION:
		return federation_source(a, p, s, out, f);
	case DERIVED_FROM_CERTIFICATE:
		saml_source(NULL, NULL, s, out);
		out->sign_in_url = s->sign_in_url;
	}
	return OK;
}

enum status
connection_source_read(struct arena *a, const char *strategy, const char *settings,
    const struct texts *own, struct connection_source *out, struct fault *f)
{
	const struct provider *p = provider_find(strategy);
	struct sent s = { 0 };
	enum status st = fields_decode(a, settings, strlen(settings), &sent_shape, STORED, &s, f);

	*out = (struct connection_source){ .kind = SOURCE_NONE };
	if (st != OK)
		return st;
	if (p == NULL)
		return OK;
	s.has_own_document = texts_hold(own, "oidc_metadata");
	s.has_own_certificate = texts_hold(own, "signingCert") || texts_hold(own, "cert");
	if (p->sign_in_option != NULL)
		s.sign_in_url = fields_value(a, settings, p->sign_in_option).text;
	return source_of(a, p, &s, out, f);
}
