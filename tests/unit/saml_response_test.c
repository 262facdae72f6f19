/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_response.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/encode.h"
#include "base/text.h"
#include "test.h"

#define NOW INT64_C(1796126430000)	/* 2026-12-01T12:00:30Z */

#define FINGERPRINT_IDP "06:73:13:73:E1:CC:D1:0F:9E:6A:05:42:5D:7D:7C:44:" \
    "A3:E4:72:5C:EC:ED:CF:36:0B:4B:AA:B7:35:40:70:1B"
#define FINGERPRINT_EC "1B:C0:F7:C8:E1:92:18:90:A3:FE:4F:00:01:04:16:85:" \
    "E3:6F:8E:09:B7:59:72:B3:C4:E8:4D:97:D5:C6:7C:EB"
#define FINGERPRINT_OTHER "E8:3A:32:D1:56:39:99:B0:08:59:47:C4:D9:3F:26:AD:" \
    "D7:7A:6C:D9:CC:44:17:D1:9E:05:F1:5D:13:06:6E:B6"

/* tests/unit/saml/cases.tsv has a line for each document: its file, the genuine one that it was
 * made of, what the connection has that others have not, the failure, and parts of what the page
 * shows of it. */
enum { COLUMNS = 7, CASES_MIN = 300 };
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

static bool
has_claims(const struct login_claims *claims)
{
	const struct received *first = claims->received.items;

	return claims->subject != NULL && claims->assertion_id != NULL && claims->used_until > NOW
	    && claims->received.count > 1 && text_is(first->source, "name_id")
	    && text_is(first->values.items[0], claims->subject);
}

/* What is wrong with the case; NULL: nothing. */
static const char *
flaw_of_case(struct arena *a, char *columns[COLUMNS])
{
	struct login_claims claims;
	struct login_outcome out;
	enum status st;

	if (*columns[GENUINE] != '\0' && verify(a, columns[GENUINE], "", &claims, &out) != OK)
		return arena_print(a, "the genuine one was refused: %s", out.failure);
	st = verify(a, columns[FILE_NAME], columns[WITH], &claims, &out);
	if (!text_is(out.failure, columns[FAILURE]) || (st == OK) != text_is(out.failure, "passed"))
		return arena_print(a, "%s (%s, %s, %s)", out.failure, out.expected, out.came, out.detail);
	if (!holds(out.expected, columns[EXPECTED]) || !holds(out.came, columns[CAME])
	    || (!holds(out.detail, columns[DETAIL]) && !holds(out.code, columns[DETAIL])))
		return arena_print(a, "tells of %s, %s, %s, %s", out.expected, out.came, out.code, out.detail);
	if (st == OK)
		return has_claims(&claims) ? NULL : "no claims";
	return claims.subject == NULL && claims.received.count == 0 ? NULL : "claims in spite of it";
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
	size_t length, count = 0, wrong = 0;
	const char *flaw;

	line = strtok_r(read_file(lines, "cases.tsv", &length), "\n", &rest);
	for (; line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		if (*line == '#')
			continue;
		split(line, columns);
		flaw = flaw_of_case(a, columns);
		if (flaw != NULL)
			print_error("%s: %s, not %s\n", columns[FILE_NAME], flaw, columns[FAILURE]);
		wrong += flaw != NULL;
		count++;
		arena_reset(a);
	}
	CHECK(wrong == 0 && count >= CASES_MIN, "%zu of %zu cases are wrong", wrong, count);
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

static const char *
value(const struct login_claims *claims, const char *name, size_t at)
{
	const struct received *r = find(claims, name);

	CHECK(at < r->values.count, "%s has %zu values", name, r->values.count);
	return r->values.items[at];
}

TEST(attributes_that_come_twice_have_the_values_of_both)
{
	struct arena *a = arena_new();
	struct login_claims claims;
	struct login_outcome out;

	assert_int_equal(verify(a, "cases/good-keycloak.xml", "", &claims, &out), OK);
	assert_int_equal(claims.received.count, 2);
	assert_string_equal(value(&claims, "Role", 0), "a");
	assert_string_equal(value(&claims, "Role", 1), "b");
	assert_string_equal(value(&claims, "Role", 2), "c");
	arena_free(a);
}

TEST(attribute_values_that_are_no_text)
{
	struct arena *a = arena_new();
	struct login_claims claims;
	struct login_outcome out;

	assert_int_equal(verify(a, "cases/good-odd-values.xml", "", &claims, &out), OK);
	assert_int_equal(find(&claims, "a")->values.count, 0);
	assert_int_equal(find(&claims, "b")->values.count, 2);
	assert_string_equal(value(&claims, "b", 0), "x");
	assert_string_equal(value(&claims, "b", 1), "");
	assert_int_equal(verify(a, "cases/good-letters.xml", "", &claims, &out), OK);
	assert_string_equal(claims.subject, "\xd0\xb0" "da@customer.example");
	arena_free(a);
}

TEST(a_refusal_tells_of_times_in_seconds)
{
	static const struct {
		const char	*file, *failure;
		long		 seconds;
	} rows[] = {
		{ "cases/expired.xml", "answer_expired", 60 }, { "cases/not-yet.xml", "clock_skew", 61 },
		{ "cases/not-before.xml", "clock_skew", 150 }, { "cases/clock-behind.xml", "clock_skew", -1230 },
		{ "cases/session-over.xml", "answer_expired", 3630 },
	};
	struct arena *a = arena_new();
	struct login_claims claims;
	struct login_outcome out;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(verify(a, rows[i].file, "", &claims, &out), INVALID);
		CHECK(text_is(out.failure, rows[i].failure) && out.seconds == rows[i].seconds, "%s: %s, %ld s",
		    rows[i].file, out.failure, out.seconds);
		assert_string_equal(out.expected, "2026-12-01T12:00:30.000Z");
	}
	arena_free(a);
}

TEST(a_refusal_tells_by_which_certificate_it_was_signed)
{
	struct arena *a = arena_new();
	struct login_claims claims;
	struct login_outcome out;

	assert_int_equal(verify(a, "cases/another-assertion.xml", "", &claims, &out), INVALID);
	assert_string_equal(out.came, FINGERPRINT_OTHER);
	assert_string_equal(out.expected, FINGERPRINT_IDP ", " FINGERPRINT_EC);
	assert_false(out.is_in_metadata);
	assert_int_equal(verify(a, "cases/another-published.xml", "rollover", &claims, &out), INVALID);
	assert_true(out.is_in_metadata);
	assert_int_equal(verify(a, "cases/another-key.xml", "", &claims, &out), INVALID);
	assert_string_equal(out.came, FINGERPRINT_IDP);
	assert_null(out.expected);
	arena_free(a);
}

TEST(sha1_that_is_allowed_is_a_doubt)
{
	struct arena *a = arena_new();
	struct login_claims claims;
	struct login_outcome out;

	assert_int_equal(verify(a, "genuine/samlp-sha1.xml", "sha1", &claims, &out), OK);
	assert_true(texts_hold(&out.doubts, "sha1"));
	assert_int_equal(verify(a, "genuine/samlp-both.xml", "sha1", &claims, &out), OK);
	assert_int_equal(out.doubts.count, 0);
	/* It would tell that AES-CBC made a signature with SHA-1 of what was sent. */
	assert_int_equal(verify(a, "cases/cbc-sha1-changed.xml", "sha1", &claims, &out), INVALID);
	assert_int_equal(out.doubts.count, 0);
	arena_free(a);
}

static const char *
failure_of(struct arena *a, const struct saml_expected *e, const char *base64, size_t length)
{
	struct login_claims claims = { 0 };
	struct login_outcome out = { 0 };
	struct fault f = { 0 };

	assert_int_equal(saml_response_verify(a, e, base64, length, &claims, &out, &f), INVALID);
	return out.failure;
}

TEST(a_connection_without_a_certificate_accepts_nothing)
{
	struct arena *a = arena_new();
	struct saml_expected e = expected(a, "");

	e.certificates.count = 0;
	assert_string_equal(failure_of(a, &e, "PGEvPg==", 8), "settings_incomplete");
	arena_free(a);
}

TEST(a_field_that_is_no_response_is_unreadable)
{
	struct arena *a = arena_new();
	const struct saml_expected e = expected(a, "");

	assert_string_equal(failure_of(a, &e, "", 0), "response_unreadable");
	assert_string_equal(failure_of(a, &e, "<a/>", 4), "response_unreadable");
	assert_string_equal(failure_of(a, &e, "PGEvPg=", 7), "response_unreadable");
	assert_string_equal(failure_of(a, &e, "PGEv\0Pg==", 9), "response_unreadable");
	assert_string_equal(failure_of(a, &e, "PGEvPg==", 8), "not_a_response");
	assert_string_equal(failure_of(a, &e, "PGEv\r\nPg==\n", 11), "not_a_response");
	arena_free(a);
}

/* A unit many times, between the others. */
static const char *
bomb(struct arena *a, const char *before, const char *unit, size_t times, const char *after)
{
	struct buf b = buf_in(a);

	buf_add(&b, before);
	for (; times > 0; times--)
		buf_add(&b, unit);
	buf_add(&b, after);
	return base64_encode(a, b.text, b.length);
}

static const char *
nested(struct arena *a, size_t depth)
{
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "<samlp:Response xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' ID='_1'>");
	for (i = 1; i < depth; i++)
		buf_add(&b, "<a>");
	for (i = 1; i < depth; i++)
		buf_add(&b, "</a>");
	buf_add(&b, "</samlp:Response>");
	return base64_encode(a, b.text, b.length);
}

TEST(a_response_that_is_too_much_work_is_refused)
{
	static const char head[] = "<samlp:Response xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' ID='_1'>";
	static const char tail[] = "</samlp:Response>";
	struct arena *a = arena_new();
	const struct saml_expected e = expected(a, "");
	const char *bombs[] = {
		bomb(a, head, "aaaaaaaaaa", 1000000, tail), bomb(a, head, "<a>", 65, tail), bomb(a, head, "<a/>", 60000, tail),
		bomb(a, "<a", " b='1'", 100000, "/>"), bomb(a, head, "<saml:Attribute Name='a'/>", 100000, tail),
		bomb(a, "<a b='", "aaaaaaaaaa", 50000, "'/>"),
	};
	size_t i;

	for (i = 0; i < COUNT(bombs); i++)
		assert_string_equal(failure_of(a, &e, bombs[i], strlen(bombs[i])), "response_unreadable");
	bombs[0] = bomb(a, head, "<a/>", 10000, tail);
	assert_string_equal(failure_of(a, &e, bombs[0], strlen(bombs[0])), "response_forbidden");
	bombs[0] = bomb(a, head, "<a/>", 9999, tail);
	assert_string_equal(failure_of(a, &e, bombs[0], strlen(bombs[0])), "status_other");
	bombs[0] = nested(a, 25);
	assert_string_equal(failure_of(a, &e, bombs[0], strlen(bombs[0])), "response_forbidden");
	bombs[0] = nested(a, 24);
	assert_string_equal(failure_of(a, &e, bombs[0], strlen(bombs[0])), "status_other");
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
