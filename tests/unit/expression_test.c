/* SPDX-License-Identifier: Apache-2.0 */
#include "model/attributes/expression.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "test.h"

/* Each part as its kind's letter and its text. */
static char *
parts_of(struct arena *a, const struct expression *e)
{
	static const char letters[] = { [PART_LITERAL] = 'l', [PART_CONNECTION] = 'c',
		[PART_TOKENSET] = 't', [PART_USERINFO] = 'u' };
	struct buf b = buf_in(a);
	size_t i;

	for (i = 0; i < e->count; i++)
		buf_print(&b, "%c<%s>", letters[e->parts[i].kind], e->parts[i].text);
	return b.text;
}

TEST(expressions_are_literals_and_references)
{
	static const struct {
		const char	*text, *parts;
	} rows[] = {
		{ "", "" }, { "email", "l<email>" }, { "a}b{c$d", "l<a}b{c$d>" }, { "$", "l<$>" },
		{ "${context.tokenset.email}", "t<email>" },
		{ "${context.userinfo.groups}", "u<groups>" },
		{ "${context.connection.id}", "c<id>" },
		{ "${context.connection.strategy}", "c<strategy>" },
		{ "${context.tokenset.access_token}", "t<access_token>" },
		{ "user_email|${context.tokenset.email}", "l<user_email|>t<email>" },
		{ "${context.tokenset.a}${context.userinfo.b}-x", "t<a>u<b>l<-x>" },
		{ "${context.tokenset.address.country}", "t<address.country>" },
		{ "${context.tokenset.https://acme.example/roles}", "t<https://acme.example/roles>" },
		{ "${context.tokenset.cost center}", "t<cost center>" },
		{ "${context.tokenset.\xc3\xa9t\xc3\xa9}", "t<\xc3\xa9t\xc3\xa9>" },
		{ "$${context.tokenset.a}}", "l<$>t<a>l<}>" },
	};
	struct arena *a = arena_new();
	struct expression e;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(expression_parse(a, rows[i].text, &e, &f) == OK, "%s: %s", rows[i].text, said(&f));
		CHECK(text_is(parts_of(a, &e), rows[i].parts), "%s: %s", rows[i].text, parts_of(a, &e));
	}
	arena_free(a);
}

TEST(expressions_that_are_wrong_say_where)
{
	static const struct {
		const char	*text, *sentence;
	} rows[] = {
		{ "${", "at character 1: ${ is not closed by }" },
		{ "ab${context.tokenset.email", "at character 3: ${ is not closed by }" },
		{ "\xc3\xa9${context", "at character 2: ${ is not closed by }" },
		{ "${}", "at character 3: expected context.connection.*, context.tokenset.* or "
		    "context.userinfo.*" },
		{ "${context}", "at character 3: expected" }, { "${email}", "at character 3: expected" },
		{ "${context.user.email}", "at character 3: expected" },
		{ "${context.tokenset}", "at character 3: expected" },
		{ "${ context.tokenset.a}", "at character 3: expected" },
		{ "${Context.tokenset.a}", "at character 3: expected" },
		{ "${context.tokenset.}", "at character 20: a name is missing" },
		{ "${context.tokenset.a..b}", "at character 22: a name cannot" },
		{ "${context.tokenset..a}", "at character 20: a name cannot" },
		{ "${context.tokenset.a.}", "at character 21: a name cannot" },
		{ "${context.tokenset.a }", "at character 21: a name cannot" },
		{ "${context.tokenset.a. b}", "at character 22: a name cannot" },
		{ "${context.tokenset.${a}}", "at character 20: a name cannot" },
		{ "${context.tokenset.a\tb}", "at character 21: a name cannot" },
		{ "${context.tokenset[\"a\"]}", "at character 3: expected" },
		{ "${context.tokenset.a\"b}", "at character 21: a name cannot" },
		{ "${context.connection.name}", "at character 22: a connection has only id and strategy" },
		{ "${context.tokenset.a}${context.tokenset.}", "at character 41: a name is missing" },
	};
	struct arena *a = arena_new();
	struct expression e;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(expression_parse(a, rows[i].text, &e, &f) == INVALID, "%s was taken", rows[i].text);
		CHECK(text_starts(said(&f), rows[i].sentence), "%s: %s", rows[i].text, said(&f));
	}
	arena_free(a);
}

TEST(expressions_of_a_bare_claim_refer_to_it)
{
	static const struct {
		const char	*text, *expression;
	} rows[] = {
		{ "email", "${context.tokenset.email}" },
		{ "address.country", "${context.tokenset.address.country}" },
		{ "https://acme.example/roles", "${context.tokenset.https://acme.example/roles}" },
		{ "${context.tokenset.email}", "${context.tokenset.email}" },
		{ "user|${context.tokenset.email}", "user|${context.tokenset.email}" },
		{ "a constant", "a constant" }, { "a|b", "a|b" }, { ".a", ".a" }, { "$", "$" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(expression_of_claim(a, rows[i].text), rows[i].expression), "%s: %s",
		    rows[i].text, expression_of_claim(a, rows[i].text));
	arena_free(a);
}

TEST(expressions_know_what_they_ask_for)
{
	static const struct {
		const char	*text, *claims;
		bool		 needs_userinfo;
	} rows[] = {
		{ "x", "[]", false }, { "${context.tokenset.a}", "[\"a\"]", false },
		{ "${context.userinfo.b}", "[\"b\"]", true },
		{ "${context.connection.id}${context.tokenset.access_token}", "[]", false },
		{ "${context.tokenset.a}${context.userinfo.a}${context.tokenset.b}", "[\"a\",\"b\"]", true },
		{ "${context.userinfo.access_token}", "[\"access_token\"]", true },
	};
	struct arena *a = arena_new();
	struct expression e = { 0 };
	struct fault f;
	struct texts claims;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(expression_parse(a, rows[i].text, &e, &f), OK);
		claims = expression_claims(a, &e);
		CHECK(text_is(fields_encode_texts(a, &claims), rows[i].claims), "%s", rows[i].text);
		CHECK(expression_needs_userinfo(&e) == rows[i].needs_userinfo, "%s", rows[i].text);
	}
	arena_free(a);
}

static const struct claims known = { .connection_id = "con_1", .strategy = "okta",
	.access_token = "at\"1", .id_token = "{\"email\":\"a@b\",\"n\":7,\"r\":1.5,\"yes\":true,"
	"\"none\":null,\"groups\":[\"x\",\"y\"],\"address\":{\"country\":\"DE\",\"geo\":{\"lat\":1}},"
	"\"https://a.example/roles\":[1],\"a.b\":\"whole\",\"a\":{\"b\":\"way\",\"c.d\":\"deep\"},"
	"\"empty\":\"\"}", .userinfo = "{\"email\":\"u@b\"}" };

static const char *
value(struct arena *a, const char *text, const struct claims *c)
{
	struct expression e;
	struct fault f;
	const char *json;

	assert_int_equal(expression_parse(a, text, &e, &f), OK);
	json = expression_value(a, &e, c);
	return json == NULL ? "absent" : json;
}

TEST(expressions_have_the_value_of_their_claims)
{
	static const struct {
		const char	*text, *json;
	} rows[] = {
		{ "plain \"x\"", "\"plain \\\"x\\\"\"" }, { "", "\"\"" },
		{ "${context.tokenset.email}", "\"a@b\"" }, { "${context.userinfo.email}", "\"u@b\"" },
		{ "${context.connection.id}", "\"con_1\"" },
		{ "${context.connection.strategy}", "\"okta\"" },
		{ "${context.tokenset.access_token}", "\"at\\\"1\"" },
		/* alone: the claim's own type, or nothing */
		{ "${context.tokenset.n}", "7" }, { "${context.tokenset.r}", "1.5" },
		{ "${context.tokenset.yes}", "true" }, { "${context.tokenset.groups}", "[\"x\",\"y\"]" },
		{ "${context.tokenset.empty}", "\"\"" }, { "${context.tokenset.none}", "absent" },
		{ "${context.tokenset.missing}", "absent" }, { "${context.userinfo.n}", "absent" },
		{ "${context.userinfo.access_token}", "absent" },
		/* paths */
		{ "${context.tokenset.address}", "{\"country\":\"DE\",\"geo\":{\"lat\":1}}" },
		{ "${context.tokenset.address.country}", "\"DE\"" },
		{ "${context.tokenset.address.geo.lat}", "1" },
		{ "${context.tokenset.address.street}", "absent" },
		{ "${context.tokenset.email.x}", "absent" }, { "${context.tokenset.groups.0}", "absent" },
		{ "${context.tokenset.https://a.example/roles}", "[1]" },
		{ "${context.tokenset.a.b}", "\"whole\"" }, { "${context.tokenset.a.c.d}", "\"deep\"" },
		/* mixed: text */
		{ "user|${context.tokenset.email}", "\"user|a@b\"" },
		{ "${context.tokenset.n}-${context.tokenset.yes}", "\"7-true\"" },
		{ "${context.tokenset.groups}!", "\"[\\\"x\\\",\\\"y\\\"]!\"" },
		{ "<${context.tokenset.missing}>", "\"<>\"" }, { "<${context.tokenset.none}>", "\"<>\"" },
		{ "${context.tokenset.x}${context.userinfo.y}", "\"\"" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(value(a, rows[i].text, &known), rows[i].json), "%s: %s", rows[i].text,
		    value(a, rows[i].text, &known));
	arena_free(a);
}

/* A sign-in without userinfo, and texts that are not documents. */
TEST(expressions_miss_claims_that_a_sign_in_does_not_have)
{
	static const char *const documents[] = { NULL, "", "{", "[]", "7", "\"x\"", "null" };
	static const char *const texts[] = { "${context.tokenset.email}", "${context.userinfo.email}",
		"${context.connection.id}", "${context.connection.strategy}",
		"${context.tokenset.access_token}", "${context.tokenset.a.b.c}" };
	struct arena *a = arena_new();
	struct claims c = { 0 };
	size_t i, k;

	for (i = 0; i < COUNT(documents); i++)
		for (k = 0; k < COUNT(texts); k++) {
			c.id_token = c.userinfo = documents[i];
			assert_string_equal(value(a, texts[k], &c), "absent");
		}
	assert_string_equal(value(a, "<${context.userinfo.email}>", &c), "\"<>\"");
	arena_free(a);
}

TEST(expression_values_are_bounded)
{
	struct arena *a = arena_new();
	struct buf long_text = buf_in(a);
	struct claims c = { 0 };
	size_t i;

	for (i = 0; i < EXPRESSION_VALUE_MAX_BYTES / 2; i++)
		buf_add_char(&long_text, 'x');
	c.id_token = arena_print(a, "{\"half\":\"%s\",\"whole\":\"%s%s\"}", long_text.text, long_text.text,
	    long_text.text);
	assert_int_equal(strlen(value(a, "${context.tokenset.half}", &c)), EXPRESSION_VALUE_MAX_BYTES / 2 + 2);
	assert_string_not_equal(value(a, "a${context.tokenset.half}", &c), "absent");
	assert_string_equal(value(a, "${context.tokenset.whole}", &c), "absent");
	assert_string_equal(value(a, "${context.tokenset.half}${context.tokenset.half}", &c), "absent");
	arena_free(a);
}
