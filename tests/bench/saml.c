/*
 * saml.c - the verifications of one SAML response in a second: ours over lasso's
 *
 * Both take their turns in one process.  lasso's server is made once, as a service would do
 * that has one tenant; each of our verifications brings its settings.
 * Usage: saml FOLDER-OF-DOCUMENTS ROUNDS SECONDS.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lasso/lasso.h>

#include "base/clock.h"
#include "base/encode.h"
#include "sso/saml_response.h"

#define NOW INT64_C(1796126430000)	/* 2026-12-01T12:00:30Z, when the document was valid */
#define ACS "https://login.example/login/callback"
#define US "urn:postern:acme:saml"
#define IDP "https://idp.example/metadata"
#define METADATA(id, role) "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"" id "\">" \
	role "</EntityDescriptor>"
#define PROTOCOL "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\""

enum { ROUNDS_MAX = 50 };

static char *
read_file(struct arena *a, const char *folder, const char *name)
{
	char *path = arena_print(a, "%s/%s", folder, name), *text;
	FILE *from = fopen(path, "rb");
	long length;

	if (from == NULL || fseek(from, 0, SEEK_END) != 0) {
		perror(path);
		exit(1);
	}
	length = ftell(from);
	rewind(from);
	text = arena_alloc(a, (size_t)length + 1);
	if (fread(text, 1, (size_t)length, from) != (size_t)length)
		exit(1);
	text[length] = '\0';
	fclose(from);
	return text;
}

static char *
body_of(struct arena *a, const char *pem)
{
	const char *begin = strstr(pem, "-----\n") + 6, *end = strstr(begin, "-----END");

	return arena_copy(a, begin, (size_t)(end - begin));
}

/* --- a side of the ratio: true if the response was accepted --- */

struct sides {
	const char		*base64;
	struct saml_expected	 expected;
	LassoServer		*server;
};

static bool
ours(const struct sides *s)
{
	struct arena *a = arena_new();
	struct login_claims claims = { 0 };
	struct login_outcome out = { 0 };
	struct fault f = { 0 };
	enum status st = saml_response_verify(a, &s->expected, s->base64, strlen(s->base64), &claims, &out, &f);

	arena_free(a);
	return st == OK;
}

static bool
lassos(const struct sides *s)
{
	LassoLogin *login = lasso_login_new(s->server);
	char *message = strdup(s->base64);
	int code = lasso_login_process_authn_response_msg(login, message);

	free(message);
	g_object_unref(login);
	return code == 0;
}

/* Verifications in a second, for so many seconds. */
static double
rate(bool (*verify)(const struct sides *s), const struct sides *s, double seconds)
{
	moment begin = clock_steady_ms(), spent = 0;
	long count = 0;

	while (spent < seconds * 1000) {
		if (!verify(s)) {
			fputs("the document was refused\n", stderr);
			exit(1);
		}
		count++;
		spent = clock_steady_ms() - begin;
	}
	return (double)count * 1000 / (double)spent;
}

static int
by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static LassoServer *
server_new(struct arena *a, const char *folder)
{
	char *key = read_file(a, folder, "keys/sp.key"), *certificate = read_file(a, folder, "keys/idp.pem");
	char *idp = arena_print(a, METADATA(IDP, "<IDPSSODescriptor " PROTOCOL "><KeyDescriptor use=\"signing\">"
	    "<KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>%s"
	    "</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService "
	    "Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"https://idp.example/sso\"/>"
	    "</IDPSSODescriptor>"), body_of(a, certificate));
	LassoServer *server = lasso_server_new_from_buffers(METADATA(US, "<SPSSODescriptor " PROTOCOL ">"
	    "<AssertionConsumerService isDefault=\"true\" index=\"0\" "
	    "Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"" ACS "\"/></SPSSODescriptor>"),
	    key, NULL, NULL);

	if (server == NULL || lasso_server_add_provider_from_buffer(server, LASSO_PROVIDER_ROLE_IDP, idp, NULL, NULL) != 0) {
		fputs("lasso does not take the metadata\n", stderr);
		exit(1);
	}
	return server;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	double ratios[ROUNDS_MAX], seconds;
	const char *certificate;
	struct sides s;
	char *document;
	int rounds, i;

	if (argc != 4 || (rounds = atoi(argv[2])) < 1 || rounds > ROUNDS_MAX || (seconds = atof(argv[3])) <= 0)
		return 2;
	lasso_init();
	document = read_file(a, argv[1], "genuine/samlp-assertion.xml");
	certificate = read_file(a, argv[1], "keys/idp.pem");
	s = (struct sides){ .base64 = base64_encode(a, document, strlen(document)), .server = server_new(a, argv[1]),
		.expected = { .now = NOW, .idp_entity_id = IDP, .certificates = { &certificate, 1 }, .acs_url = ACS,
		.entity_id = US, .request_id = "_request1" } };
	for (i = 0; i < rounds; i++) {
		double ours_rate = rate(ours, &s, seconds);

		ratios[i] = ours_rate / rate(lassos, &s, seconds);
	}
	qsort(ratios, (size_t)rounds, sizeof(ratios[0]), by_size);
	printf("%.2f\n", ratios[rounds / 2]);
	g_object_unref(s.server);
	arena_free(a);
	return 0;
}
