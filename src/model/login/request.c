/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/request.h"

#include <sodium.h>
#include <string.h>

#include "base/buf.h"
#include "base/encode.h"
#include "base/text.h"
#include "model/provider/vocabulary.h"

#define PROTOCOL "urn:oasis:names:tc:SAML:2.0:protocol"
#define ASSERTION "urn:oasis:names:tc:SAML:2.0:assertion"

enum { STORED_MAX_BYTES = 65535 };	/* of one block (RFC 1951 3.2.4) */

static const struct field request_fields[] = {
	{ "url", FIELD_TEXT, 0, offsetof(struct login_request, url) },
	{ "saml_request", FIELD_TEXT, 0, offsetof(struct login_request, saml_request) },
	{ "relay_state", FIELD_TEXT, 0, offsetof(struct login_request, relay_state) },
};
const struct shape login_request_shape = SHAPE(struct login_request, request_fields);

/* A URL that has a query keeps it. */
static struct buf
begin_query(struct arena *a, const char *url)
{
	struct buf b = buf_in(a);

	buf_add(&b, url);
	if (strchr(url, '?') == NULL)
		buf_add_char(&b, '?');
	else if (strchr("?&", url[strlen(url) - 1]) == NULL)
		buf_add_char(&b, '&');
	return b;
}

/* --- OpenID Connect --- */

static void
add(struct buf *b, const char *name, const char *value)
{
	buf_print(b, "&%s=%s", name, url_encode(b->arena, value));
}

/* RFC 7636 4.2 */
static char *
challenge(struct arena *a, const char *verifier)
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, (const unsigned char *)verifier, strlen(verifier));
	return base64url_encode(a, digest, sizeof(digest));
}

/* Ours come first, so a parameter that has the name of one of them is left out. */
static void
add_upstream(struct buf *b, const struct login_settings *s, bool forces)
{
	static const char *own[] = { "client_id", "redirect_uri", "response_type", "response_mode",
		"scope", "state", "nonce", "code_challenge", "code_challenge_method", "request",
		"request_uri" };
	const struct texts ours = { own, sizeof(own) / sizeof(own[0]) };
	const struct upstream_parameter *items = s->upstream.items;
	size_t i;

	for (i = 0; i < s->upstream.count; i++)
		if (items[i].value != NULL && !texts_hold(&ours, items[i].name)
		    && !text_is(items[i].name, s->domain_claim)
		    && !(forces && text_is(items[i].name, "prompt")))
			buf_print(b, "&%s=%s", url_encode(b->arena, items[i].name),
			    url_encode(b->arena, items[i].value));
}

char *
openid_request_url(struct arena *a, const struct login_settings *s, const char *login_id,
    const char *browser_token, bool forces)
{
	struct buf b = begin_query(a, s->authorization_endpoint);

	buf_print(&b, "client_id=%s", url_encode(a, s->client_id));
	add(&b, "redirect_uri", s->acs_url);
	add(&b, "response_type", s->is_front_channel ? "id_token" : "code");
	add(&b, "scope", s->scope);
	add(&b, "state", login_id);
	add(&b, "nonce", login_nonce(a, browser_token, login_id));
	if (s->is_front_channel)
		add(&b, "response_mode", "form_post");
	if (s->uses_pkce) {
		add(&b, "code_challenge", challenge(a, login_verifier(a, browser_token, login_id)));
		add(&b, "code_challenge_method", "S256");
	}
	if (s->domain_claim != NULL)
		add(&b, s->domain_claim, s->domains.items[0]);
	if (forces)
		add(&b, "prompt", "login");
	add_upstream(&b, s, forces);
	return b.text;
}

/* --- SAML --- */

char *
login_request_id(struct arena *a, const char *login_id)
{
	return arena_print(a, "_%s", login_id);
}

char *
authn_request_xml(struct arena *a, const struct login_settings *s, const char *login_id,
    moment now, bool forces)
{
	struct buf b = buf_in(a);

	buf_print(&b, "<samlp:AuthnRequest xmlns:samlp=\"" PROTOCOL "\" xmlns:saml=\"" ASSERTION "\""
	    " ID=\"%s\" Version=\"2.0\" IssueInstant=\"%s\"", login_request_id(a, login_id),
	    moment_iso(a, now));
	buf_print(&b, " Destination=\"%s\" ProtocolBinding=\"" SAML_POST "\"",
	    xml_escape(a, s->sign_in_url));
	buf_print(&b, " AssertionConsumerServiceURL=\"%s\"%s>", xml_escape(a, s->acs_url),
	    forces ? " ForceAuthn=\"true\"" : "");
	buf_print(&b, "<saml:Issuer>%s</saml:Issuer><samlp:NameIDPolicy", xml_escape(a, s->entity_id));
	if (s->name_id_format != NULL)
		buf_print(&b, " Format=\"%s\"", s->name_id_format);
	buf_add(&b, " AllowCreate=\"true\"/></samlp:AuthnRequest>");
	return b.text;
}

/* The binding asks for the format, not for compression, so the blocks are stored as they are. */
static struct buf
deflated(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);
	size_t left = strlen(text), count;

	do {
		count = left < STORED_MAX_BYTES ? left : STORED_MAX_BYTES;
		left -= count;
		buf_add_char(&b, left == 0);
		buf_add_char(&b, (char)(count & 0xff));
		buf_add_char(&b, (char)(count >> 8));
		buf_add_char(&b, (char)(~count & 0xff));
		buf_add_char(&b, (char)(~count >> 8 & 0xff));
		buf_add_bytes(&b, text, count);
		text += count;
	} while (left > 0);
	return b;
}

char *
authn_request_query(struct arena *a, const char *xml, const char *login_id)
{
	struct buf document = deflated(a, xml);

	return arena_print(a, "SAMLRequest=%s&RelayState=%s",
	    url_encode(a, base64_encode(a, document.text, document.length)), url_encode(a, login_id));
}

char *
authn_request_url(struct arena *a, const char *sign_in_url, const char *query)
{
	struct buf b = begin_query(a, sign_in_url);

	buf_add(&b, query);
	return b.text;
}
