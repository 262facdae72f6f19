/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_response.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/encode.h"
#include "base/text.h"
#include "test.h"

#define NOW INT64_C(1796126430000)	/* 2026-12-01T12:00:30Z */

/* tests/unit/saml/cases.tsv has a line for each document: its file, the genuine one that it was
 * made of, what the connection has that others have not, the failure, and parts of what the page
 * shows of it. */
enum { COLUMNS = 7, CASES_MIN = 10 };
enum column { FILE_NAME, GENUINE, WITH, FAILURE, EXPECTED, CAME, DETAIL };

static char *
read_file(struct arena *a, const char *name, size_t *length)
{
	const char *source = getenv("srcdir");
	char *path = arena_print(a, "%s/tests/unit/saml/%s", source == NULL ? "." : source, name), *bytes;
	FILE *from = fopen(path, "rb");
	struct stat about;

	CHECK(from != NULL && fstat(fileno(from), &about) == 0, "%s cannot be read", path);
	*length = (size_t)about.st_size;
	bytes = arena_alloc(a, *length + 1);
	assert_int_equal(fread(bytes, 1, *length, from), *length);
	fclose(from);
	return bytes;
}

static const char *
key(struct arena *a, const char *name)
{
	size_t length;

	return read_file(a, arena_print(a, "keys/%s", name), &length);
}

static struct texts
keys(struct arena *a, const char *first, const char *second)
{
	const char **items = arena_array(a, 2, sizeof(*items));

	items[0] = key(a, first);
	items[1] = second == NULL ? NULL : key(a, second);
	return (struct texts){ items, second == NULL ? 1 : 2 };
}

static struct saml_expected
expected(struct arena *a, const char *with)
{
	struct saml_expected e = { .now = NOW, .requested_at = NOW - 60 * 1000,
		.idp_entity_id = "https://idp.example/metadata",
		.certificates = keys(a, "idp.pem", "ec.pem"),
		.acs_url = "https://login.example/login/callback", .entity_id = "urn:postern:acme:saml",
		.request_id = "_request1", .decryption_keys = keys(a, "other.key", "sp.key") };

	if (strstr(with, "sha1") != NULL)
		e.allows_sha1 = true;
	if (strstr(with, "rollover") != NULL)
		e.published = keys(a, "idp.pem", "other.pem");
	if (strstr(with, "otherkey") != NULL)
		e.decryption_keys = keys(a, "other.key", NULL);
	if (strstr(with, "late") != NULL)
		e.now += 3600 * 1000;
	if (strstr(with, "ahead") != NULL)
		e.now -= 3600 * 1000;
	if (strstr(with, "behind") != NULL)
		e.requested_at = e.now += 3600 * 1000;
	return e;
}

/* In a block of its own, so that a read past it is seen. */
static enum status
verify(struct arena *a, const char *file, const char *with, struct login_claims *claims,
    struct login_outcome *out)
{
	struct saml_expected e = expected(a, with);
	size_t length;
	char *bytes = read_file(a, file, &length), *base64 = base64_encode(a, bytes, length), *block;
	struct fault f = { 0 };
	enum status st;

	length = strlen(base64);
	block = malloc(length);
	assert_non_null(block);
	memcpy(block, base64, length);
	*claims = (struct login_claims){ 0 };
	*out = (struct login_outcome){ 0 };
	st = saml_response_verify(a, &e, block, length, claims, out, &f);
	free(block);
	return st;
}

static bool
holds(const char *text, const char *part)
{
	return *part == '\0' || (text != NULL && strstr(text, part) != NULL);
}

static void
check_claims(const char *file, const struct login_claims *claims)
{
	const struct received *first = claims->received.items;

	CHECK(claims->subject != NULL && claims->assertion_id != NULL && claims->used_until >= NOW
	    && claims->received.count > 1 && text_is(first->source, "name_id")
	    && text_is(first->values.items[0], claims->subject), "%s: no claims", file);
}

static void
check_case(struct arena *a, char *columns[COLUMNS])
{
	const char *file = columns[FILE_NAME];
	struct login_claims claims;
	struct login_outcome out;
	enum status st;

	if (*columns[GENUINE] != '\0') {
		st = verify(a, columns[GENUINE], strstr(columns[WITH], "sha1") != NULL ? "sha1" : "", &claims, &out);
		CHECK(st == OK, "%s: the genuine %s was refused: %s", file, columns[GENUINE], out.failure);
	}
	st = verify(a, file, columns[WITH], &claims, &out);
	CHECK(text_is(out.failure, columns[FAILURE]), "%s: %s (%s, %s, %s)", file, out.failure,
	    out.expected, out.came, out.detail);
	CHECK((st == OK) == text_is(out.failure, "passed"), "%s: status %d", file, (int)st);
	CHECK(holds(out.expected, columns[EXPECTED]) && holds(out.came, columns[CAME])
	    && (holds(out.detail, columns[DETAIL]) || holds(out.code, columns[DETAIL])),
	    "%s: %s, %s, %s, %s", file, out.expected, out.came, out.code, out.detail);
	if (st == OK)
		check_claims(file, &claims);
	else
		CHECK(claims.subject == NULL && claims.received.count == 0, "%s: claims", file);
}

static void
split(char *line, char *columns[COLUMNS])
{
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		columns[i] = line;
		line += strcspn(line, "\t");
		if (*line != '\0')
			*line++ = '\0';
	}
}

TEST(saml_responses_are_accepted_or_refused_by_what_is_wrong_with_them)
{
	struct arena *lines = arena_new(), *a = arena_new();
	char *columns[COLUMNS], *line, *rest;
	size_t length, count = 0;

	line = strtok_r(read_file(lines, "cases.tsv", &length), "\n", &rest);
	for (; line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		if (*line == '#')
			continue;
		split(line, columns);
		check_case(a, columns);
		arena_reset(a);
		count++;
	}
	CHECK(count >= CASES_MIN, "there are %zu cases", count);
	arena_free(a);
	arena_free(lines);
}

static const struct received *
find(const struct login_claims *claims, const char *name)
{
	const struct received *items = claims->received.items;
	size_t i;

	for (i = 0; i < claims->received.count; i++)
		if (text_is(items[i].name, name))
			return &items[i];
	CHECK(false, "%s did not arrive", name);
	return NULL;
}

TEST(an_assertion_brings_its_name_id_and_its_attributes)
{
	struct arena *a = arena_new();
	const struct received *groups;
	struct login_claims claims;
	struct login_outcome out;

	assert_int_equal(verify(a, "genuine/samlp-both.xml", "", &claims, &out), OK);
	assert_string_equal(claims.subject, "u-1001");
	assert_string_equal(find(&claims, "NameID")->source, "name_id");
	groups = find(&claims, "http://schemas.passportjs.com/groups");
	assert_string_equal(groups->source, "attribute");
	assert_string_equal(groups->format, "urn:oasis:names:tc:SAML:2.0:attrname-format:uri");
	assert_int_equal(groups->values.count, 2);
	assert_string_equal(groups->values.items[1], "analysts");
	assert_string_equal(find(&claims, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress")
	    ->values.items[0], "ada@customer.example");
	assert_true(claims.used_until > NOW && claims.used_until < NOW + 600 * 1000);
	arena_free(a);
}

static const char request[] = "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
    "ID=\"_request1\" Version=\"2.0\" IssueInstant=\"2026-12-01T12:00:00Z\" "
    "Destination=\"https://idp.example/sso?a=1&amp;b=2\"><saml:Issuer "
    "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">urn:postern:acme:saml</saml:Issuer>"
    "<samlp:NameIDPolicy AllowCreate=\"true\"/></samlp:AuthnRequest>";

/* xmlsec1 --verify --trusted-pem keys/idp.pem --id-attr:ID AuthnRequest accepts both documents. */
TEST(an_authn_request_is_signed_after_its_issuer)
{
	struct arena *a = arena_new();
	struct fault f = { 0 };
	const char *out = NULL;
	size_t length;

	assert_int_equal(saml_request_sign(a, request, key(a, "idp.key"), key(a, "idp.pem"), "rsa-sha256",
	    "sha256", &out, &f), OK);
	assert_string_equal(out, read_file(a, "request-sha256.xml", &length));
	assert_int_equal(saml_request_sign(a, request, key(a, "idp.key"), key(a, "idp.pem"), "rsa-sha1",
	    "sha1", &out, &f), OK);
	assert_string_equal(out, read_file(a, "request-sha1.xml", &length));
	assert_int_equal(saml_request_sign(a, request, key(a, "idp.pem"), key(a, "idp.pem"), "rsa-sha256",
	    "sha256", &out, &f), BROKEN);
	assert_int_equal(saml_request_sign(a, "<a ID='_1'/>", key(a, "idp.key"), key(a, "idp.pem"),
	    "rsa-sha256", "sha256", &out, &f), BROKEN);
	assert_int_equal(saml_request_sign(a, request, key(a, "idp.key"), key(a, "idp.pem"), "hmac-sha256",
	    "sha256", &out, &f), BROKEN);
	arena_free(a);
}
