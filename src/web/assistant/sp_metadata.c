/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/sp_metadata.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "http/form.h"
#include "model/connection/connection.h"
#include "model/connection/name.h"
#include "model/provider/vocabulary.h"
#include "store/signing_key.h"

/* --- metadata --- */

/* Domain and name consist of letters, digits, hyphens, dots and colons, and the certificates are
 * base64, so only the entity ID needs escaping. */
static const char document[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"%s\">\n"
    "  <md:SPSSODescriptor AuthnRequestsSigned=\"%s\" WantAssertionsSigned=\"true\" "
    "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n"
    "%s%s%s"
    "    <md:AssertionConsumerService Binding=\"" SAML_POST "\" "
    "Location=\"%s\" index=\"0\" isDefault=\"true\"/>\n"
    "  </md:SPSSODescriptor>\n"
    "</md:EntityDescriptor>\n";

static const char key_descriptor[] =
    "    <md:KeyDescriptor use=\"%s\">\n"
    "      <ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n"
    "        <ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data>\n"
    "      </ds:KeyInfo>\n"
    "    </md:KeyDescriptor>\n";

static const char *
key_of(struct arena *a, const char *use, const char *certificate)
{
	return certificate == NULL ? "" : arena_print(a, key_descriptor, use, pem_body(a, certificate));
}

static char *
metadata(struct arena *a, const struct service_provider *us, const char *name, bool signs_requests)
{
	bool has_key = us->certificate != NULL;

	return arena_print(a, document, xml_escape(a, us->entity_id != NULL ? us->entity_id
	    : sp_entity_id(a, us->tenant_id, name)),
	    has_key && signs_requests ? "true" : "false",
	    key_of(a, "signing", us->certificate), key_of(a, "signing", us->next_certificate),
	    key_of(a, "encryption", us->encryption_certificate),
	    acs_url(a, us->domain, name));
}

enum status
sp_metadata(struct exchange *x)
{
	const char *query = x->request->query, *name;
	struct service_provider us;
	struct form form;
	enum status st = form_parse(x->arena, query, strlen(query), &form, &x->fault);

	if (st == OK)
		st = form_check_lengths(&form, NULL, &x->fault);
	name = st == OK ? form_get(&form, "connection") : NULL;
	if (name == NULL || !is_connection_name(name))
		return fail(&x->fault, NOT_FOUND, "There is no such connection.");
	st = service_provider_load(&x->act, x->request->host, name, &us);
	if (st != OK)
		return st;
	if (us.tenant_id == NULL)
		return fail(&x->fault, NOT_FOUND, "There is no such connection.");
	response_text(x->response, 200, "application/samlmetadata+xml", metadata(x->arena, &us, name,
	    text_is(form_get(&form, "signed"), "true")));
	return OK;
}

/* --- the certificate --- */

static enum status
load(struct exchange *x, struct service_provider *us)
{
	enum status st = service_provider_load(&x->act, x->request->host, NULL, us);

	if (st != OK)
		return st;
	if (us->tenant_id == NULL)
		return fail(&x->fault, NOT_FOUND, "There is no certificate at this address.");
	if (us->certificate == NULL)
		return fail(&x->fault, UNAVAILABLE, "We are still creating the signing "
		    "certificate. Try again in a minute.");
	return OK;
}

static enum status
send(struct exchange *x, const struct service_provider *us, const char *ending, const char *type,
    const void *bytes, size_t count)
{
	response_bytes(x->response, 200, type, bytes, count);
	response_header(x->response, "Content-Disposition", arena_print(x->arena,
	    "attachment; filename=\"%s.%s\"", us->tenant_id, ending));
	response_header(x->response, "Cache-Control", "public, max-age=300");
	return OK;
}

enum status
sp_certificate_pem(struct exchange *x)
{
	struct service_provider us;
	enum status st = load(x, &us);

	return st != OK ? st : send(x, &us, "pem", "application/x-pem-file", us.certificate,
	    strlen(us.certificate));
}

enum status
sp_certificate_der(struct exchange *x)
{
	struct service_provider us;
	enum status st = load(x, &us);
	const char *der;
	size_t count;

	if (st != OK)
		return st;
	der = base64_bytes(x->arena, pem_body(x->arena, us.certificate), &count);
	return der == NULL ? fail_broken(&x->fault)
	    : send(x, &us, "cer", "application/pkix-cert", der, count);
}

enum status
sp_certificate_bundle(struct exchange *x)
{
	struct service_provider us;
	enum status st = load(x, &us);

	return st != OK ? st : send(x, &us, "p7b", "application/x-pkcs7-certificates", us.pkcs7,
	    strlen(us.pkcs7));
}
