/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "hostile_server.h"
#include "login_desk.h"
#include "model/connection/connection.h"
#include "model/login/request.h"
#include "sso/saml_response.h"
#include "test.h"

#define PROTOCOL "urn:oasis:names:tc:SAML:2.0:"
#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

static const char *
column(struct login_place *l, const char *id, const char *what)
{
	return sql_text(l->place->arena, "SELECT %s FROM login WHERE login_id = '%s'", what, id);
}

/* Its provider has the certificate of that file. */
static struct customer
customer(struct login_place *l, const char *name, const char *certificate)
{
	struct arena *a = l->place->arena;
	struct customer c = customer_connected(l->place, arena_print(a, "\"name\":\"%s\"", name), "," CLIENTS);
	const char *pem = login_key_file(a, certificate);

	sql("UPDATE connection SET strategy = 'samlp' WHERE tenant_id = '%s'", c.tenant);
	login_options(&c, arena_print(a, "{\"signInEndpoint\":\"https://idp.example/sso\",\"signSAMLRequest\":false,"
	    "\"idpEntityId\":\"https://idp.example/\",\"signingCert\":\"%s\",\"fieldsMap\":{\"email\":\"%s\",\"user_id\":[\"%s\"]}}",
	    base64_encode(a, pem, strlen(pem)), CLAIMS "emailaddress", CLAIMS "nameidentifier"));
	return c;
}

/* --- the request --- */

TEST(logins_sign_their_request_if_the_connection_asks_for_it)
{
	struct login_place l = login_place_new();
	struct customer c = customer(&l, "signs", "idp.pem");
	const char *id;

	login_key(&l);
	login_options(&c, "{\"signSAMLRequest\":true,\"protocolBinding\":\"" PROTOCOL "bindings:HTTP-Redirect\"}");
	id = login_begun(&c, true);
	login_work_until_there(&l, "state = 'started'", 1);
	assert_true(text_starts(column(&l, id, "request ->> 'url'"), "https://idp.example/sso?SAMLRequest="));
	assert_non_null(strstr(column(&l, id, "request ->> 'url'"), arena_print(l.place->arena, "&RelayState=%s&SigAlg="
	    "http%%3A%%2F%%2Fwww.w3.org%%2F2001%%2F04%%2Fxmldsig-more%%23rsa-sha256&Signature=", id)));
	login_options(&c, "{\"protocolBinding\":\"" PROTOCOL "bindings:HTTP-POST\"}");
	id = login_begun(&c, true);
	login_work_until_there(&l, "state = 'started'", 2);
	assert_string_equal(column(&l, id, "request ->> 'url'"), "https://idp.example/sso");
	assert_string_equal(column(&l, id, "request ->> 'relay_state'"), id);
	assert_non_null(strstr(base64_decode(l.place->arena, column(&l, id, "request ->> 'saml_request'")), "<ds:Signature "));
	login_place_free(&l);
}

TEST(logins_that_cannot_be_signed_say_so)
{
	struct login_place l = login_place_new();
	struct customer c = customer(&l, "keyless", "idp.pem");
	const char *id;

	login_options(&c, "{\"signSAMLRequest\":true}");
	id = login_begun(&c, true);
	login_work_until(&l, 1);
	assert_string_equal(login_end_of(&l, id), "settings_incomplete");
	login_place_free(&l);
}

/* --- the response --- */

/* Signed with idp.key, as a form. */
static const char *
response(struct login_place *l, struct customer *c, const char *name, const char *id, const char *assertion_id)
{
	struct arena *a = l->place->arena;
	const char *request = login_request_id(a, id), *acs = acs_url(a, c->domain, name), *document;
	const char *now = moment_iso(a, clock_now()), *later = moment_iso(a, clock_now() + 300 * 1000);
	const char *xml = arena_print(a, "<p:Response xmlns:p=\"" PROTOCOL "protocol\" xmlns:s=\"" PROTOCOL "assertion\" ID=\"_r%s\" "
	    "Version=\"2.0\" IssueInstant=\"%s\" Destination=\"%s\" InResponseTo=\"%s\"><s:Issuer>https://idp.example/</s:Issuer>"
	    "<p:Status><p:StatusCode Value=\"" PROTOCOL "status:Success\"/></p:Status><s:Assertion ID=\"%s\" Version=\"2.0\" "
	    "IssueInstant=\"%s\"><s:Issuer>https://idp.example/</s:Issuer><s:Subject><s:NameID>u1</s:NameID>"
	    "<s:SubjectConfirmation Method=\"" PROTOCOL "cm:bearer\"><s:SubjectConfirmationData InResponseTo=\"%s\" "
	    "Recipient=\"%s\" NotOnOrAfter=\"%s\"/></s:SubjectConfirmation></s:Subject><s:Conditions NotOnOrAfter=\"%s\">"
	    "<s:AudienceRestriction><s:Audience>%s</s:Audience></s:AudienceRestriction></s:Conditions><s:AuthnStatement "
	    "AuthnInstant=\"%s\"><s:AuthnContext><s:AuthnContextClassRef>" PROTOCOL "ac:classes:Password</s:AuthnContextClassRef>"
	    "</s:AuthnContext></s:AuthnStatement><s:AttributeStatement><s:Attribute Name=\"" CLAIMS "emailaddress\">"
	    "<s:AttributeValue>ann@acme.example</s:AttributeValue></s:Attribute></s:AttributeStatement></s:Assertion></p:Response>",
	    id, now, acs, request, assertion_id, now, request, acs, later, later, sp_entity_id(a, c->tenant, name), now);

	must(l->place, saml_request_sign(a, xml, login_key_file(a, "idp.key"), login_key_file(a, "idp.pem"), "rsa-sha256", "sha256",
	    &document, &l->place->fault));
	return arena_print(a, "SAMLResponse=%s&RelayState=%s", url_encode(a, base64_encode(a, document, strlen(document))), id);
}

static const char *
answered(struct login_place *l, struct customer *c, const char *name, const char *assertion_id)
{
	const char *id = login_begun(c, false);

	login_post(l, c, id, response(l, c, name, id, assertion_id));
	return id;
}

TEST(logins_verify_a_response_once)
{
	struct login_place l = login_place_new();
	struct customer c = customer(&l, "verifies", "idp.pem");
	const char *first = answered(&l, &c, "verifies", "_a1"), *second;

	login_work_until(&l, 1);
	CHECK(text_is(login_end_of(&l, first), "passed"), "%s", column(&l, first, "outcome::text"));
	assert_string_equal(column(&l, first, "profile ->> 'email'"), "ann@acme.example");
	assert_string_equal(column(&l, first, "answer"), "");
	second = answered(&l, &c, "verifies", "_a1");
	login_work_until(&l, 2);
	assert_string_equal(login_end_of(&l, second), "replayed");
	login_place_free(&l);
}

#define FEDERATION "/FederationMetadata/2007-06/FederationMetadata.xml"

/* Only the diagnosis follows from what is published today; it lets nothing pass. */
TEST(logins_tell_whether_the_provider_publishes_another_certificate)
{
	static const struct {
		const char *name, *strategy, *option, *path, *is_published;
	} rows[] = {
		{ "rolled", "samlp", "metadataUrl", "/metadata-of-idp", "true" },
		{ "federated", "adfs", "adfs_server", FEDERATION, "true" },
		{ "stranger", "samlp", "metadataUrl", "/metadata", "false" },
		{ "away", "samlp", "metadataUrl", "/404", "false" }, { "unknown", "samlp", NULL, NULL, "false" },
		/* It is an option of AD FS alone. */
		{ "odd", "samlp", "adfs_server", FEDERATION, "false" },
	};
	struct login_place l = login_place_new();
	struct customer c;
	const char *id;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = customer(&l, rows[i].name, "other.pem");
		sql("UPDATE connection SET strategy = '%s' WHERE tenant_id = '%s'", rows[i].strategy, c.tenant);
		if (rows[i].path != NULL)
			login_options(&c, arena_print(l.place->arena, "{\"%s\":\"https://localhost:%d%s\"}", rows[i].option,
			    hostile_server.good, rows[i].path));
		id = answered(&l, &c, rows[i].name, arena_print(l.place->arena, "_b%zu", i));
		login_work_until(&l, (long)i + 1);
		CHECK(text_is(login_end_of(&l, id), "signed_by_another"), "%s: %s", rows[i].name, column(&l, id, "outcome::text"));
		CHECK(text_is(column(&l, id, "outcome ->> 'is_in_metadata'"), rows[i].is_published), "%s: %s", rows[i].name,
		    column(&l, id, "outcome::text"));
	}
	login_place_free(&l);
}
