/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/xml_bounds.h"

#include <string.h>

#include "base/buf.h"
#include "base/sentence.h"
#include "base/text.h"
#include "sso/saml_metadata.h"
#include "sso/xml.h"
#include "test.h"

#define NOW INT64_C(1798761600000)	/* 2027-01-01T00:00:00Z */

enum encoding { UTF_8, UTF_16LE, UTF_16BE, LATIN, ENCODINGS };

static const char *
wide(struct arena *a, const char *text, bool is_big, size_t *length)
{
	char *out = arena_alloc(a, *length * 2 + 2);
	size_t i;

	memcpy(out, is_big ? "\xfe\xff" : "\xff\xfe", 2);
	for (i = 0; i < *length; i++)
		out[2 + 2 * i + is_big] = text[i];
	*length = *length * 2 + 2;
	return out;
}

/* The ASCII text in that encoding; the last is told by its declaration and one byte. */
static const char *
encoded(struct arena *a, const char *text, enum encoding e, size_t *length)
{
	*length = strlen(text);
	if (e == UTF_16LE || e == UTF_16BE)
		return wide(a, text, e == UTF_16BE, length);
	if (e == LATIN) {
		text = arena_print(a, "<?xml version='1.0' encoding='ISO-8859-1'?><!--\xe9-->%s", text);
		*length = strlen(text);
	}
	return text;
}

static enum status
read_as(struct arena *a, const char *text, enum encoding e, struct fault *f)
{
	const struct xml *root;
	size_t length;
	const char *bytes = encoded(a, text, e, &length);

	return xml_read(a, bytes, length, &root, f);
}

static void
add_many(struct buf *b, size_t count, const char *before, const char *after)
{
	size_t i;

	for (i = 0; i < count; i++)
		buf_print(b, "%s%zu%s", before, i, after);
}

/* Texts around a number of things; the number takes the middle's place. */
static const char *
many(struct arena *a, const char *head, size_t count, const char *before, const char *after,
    const char *tail)
{
	struct buf b = buf_in(a);

	buf_add(&b, head);
	add_many(&b, count, before, after);
	buf_add(&b, tail);
	return b.text;
}

static const char *
run_of(struct arena *a, const char *head, size_t count, const char *tail)
{
	char *run = arena_alloc(a, count + 1);

	memset(run, 'x', count);
	return arena_print(a, "%s%s%s", head, run, tail);
}

static void
check_bound(struct arena *a, const char *fits, const char *exceeds, const char *sentence)
{
	struct fault f;
	int e;

	for (e = UTF_8; e < ENCODINGS; e++) {
		CHECK(read_as(a, fits, e, &f) == OK, "%s, encoding %d: %s", sentence, e, said(&f));
		CHECK(read_as(a, exceeds, e, &f) == INVALID, "%s, encoding %d", sentence, e);
		CHECK(strstr(said(&f), sentence) != NULL, "%s, encoding %d: %s", sentence, e, said(&f));
		CHECK(strstr(said(&f), "Use the metadata exactly as your identity provider "
		    "offers") != NULL,
		    "no remedy: %s", said(&f));
	}
}

TEST(documents_are_bounded_in_every_encoding)
{
	struct arena *a = arena_new();

	check_bound(a, many(a, "<a\n>\n<a", 64, " a", "='>'", "/></a>"),
	    many(a, "<a\n>\n<a", 65, " a", "='>'", "/></a>"),
	    "the element on line 3 has more than 64 attributes");
	check_bound(a, many(a, "<a", 32, " xmlns:a", "='u'", many(a, "><b", 32, " xmlns:b", "='u'", "/></a>")),
	    many(a, "<a", 32, " xmlns:a", "='u'", many(a, "><b", 33, " xmlns:b", "='u'", "/></a>")),
	    "the element on line 1 and those around it declare more than 64 namespaces");
	check_bound(a, many(a, "<r>", 50000 - 1, "<a>", "</a>", "</r>"),
	    many(a, "<r>", 50000, "<a>", "</a>", "</r>"), "it has more than 50000 elements");
	check_bound(a, many(a, "", 64, "<a>", "", many(a, "", 64, "", "</a>", "")),
	    many(a, "", 65, "<a>", "", many(a, "", 65, "", "</a>", "")), "more than 64 levels deep");
	check_bound(a, run_of(a, "<r>\n<", 256, "/></r>"), run_of(a, "<r>\n<", 257, "/></r>"),
	    "the element on line 2 uses a name of more than 256 characters");
	check_bound(a, run_of(a, "<a ", 256, "=''/>"), run_of(a, "<a ", 257, "=''/>"),
	    "the element on line 1 uses a name of more than 256 characters");
	check_bound(a, run_of(a, "<a b='", 64 * 1024 - 1, "'/>"), run_of(a, "<a b='", 64 * 1024, "'/>"),
	    "the element on line 1 has an attribute of more than 64 KB");
	check_bound(a, run_of(a, "<a>", 512 * 1024, "</a>"), run_of(a, "<a>\n", 512 * 1024 + 1, "</a>"),
	    "is longer than 512 KB");
	check_bound(a, run_of(a, "<a><![CDATA[", 512 * 1024 - 12, "]]></a>"),
	    run_of(a, "<a><![CDATA[", 512 * 1024, "]]></a>"), "is longer than 512 KB");
	arena_free(a);
}

/* Nothing that only looks like markup counts, and nothing hides markup. */
TEST(documents_are_bounded_by_what_the_parser_sees)
{
	struct arena *a = arena_new();
	const char *attributes = many(a, "<a", 65, " a", "=''", "/>");
	const char *const legal[] = {
		arena_print(a, "<r><!-- %s --></r>", attributes),
		arena_print(a, "<r><!--> %s --></r>", attributes),
		arena_print(a, "<r><![CDATA[ %s ]]></r>", attributes),
		arena_print(a, "<r><![CDATA[ ]] > %s ]]></r>", attributes),
		arena_print(a, "<r><?p %s ?></r>", attributes),
		arena_print(a, "<?p %s ?><r/>", attributes),
		"<r a='/>' b=\"'>\" c='\"' d = '>' e\n=\n'?>'>]]<s/></r >",
		many(a, "<r>", 2000, "<a xmlns='u' xmlns:b='v' b:c='", "'/>", "</r>"),
		many(a, "<r>", 2000, "<a xmlns='u' xmlns:b='v' b:c='", "'></a>", "</r>"),
		many(a, "<r>", 2000, "<a><a><a>", "</a></a></a>", "</r>"),
		run_of(a, "<r><!--", 600 * 1024, "--></r>"),
	};
	const char *const hidden[] = {
		arena_print(a, "<r><!-- --> %s <!-- --></r>", attributes),
		arena_print(a, "<r><!-- <![CDATA[ --> %s <!-- ]]> --></r>", attributes),
		arena_print(a, "<r><![CDATA[<!--]]> %s <!-- --></r>", attributes),
		arena_print(a, "<r><?p <!--?> %s <!-- --></r>", attributes),
		arena_print(a, "<r a='<!--'> %s <!-- --></r>", attributes),
		arena_print(a, "<r a='>'> %s </r>", attributes),
		arena_print(a, "<r a='\"'> %s <s a='\"'/></r>", attributes),
	};
	struct fault f;
	size_t i;
	int e;

	for (e = UTF_8; e < ENCODINGS; e++) {
		for (i = 0; i < COUNT(legal); i++)
			CHECK(read_as(a, legal[i], e, &f) == OK, "%zu, %d: %s", i, e, said(&f));
		for (i = 0; i < COUNT(hidden); i++)
			CHECK(read_as(a, hidden[i], e, &f) == INVALID, "%zu, %d was taken", i, e);
	}
	arena_free(a);
}

/* Of a document with 40,000 attributes the parser sees 64, wherever they stand, and of one
 * with a mistake what comes soon after it. */
TEST(documents_are_parsed_up_to_their_bound)
{
	struct arena *a = arena_new();
	const char *hostile = many(a, "<a", 40000, " a", "=''", "/>");
	const struct {
		const char	*head;
		enum xml_excess	 excess;
		size_t		 limit;
	} rows[] = {
		{ "", XML_TOO_MANY_ATTRIBUTES, 0 },
		{ "<?xml version='1.0'?><r>", XML_TOO_MANY_ATTRIBUTES, 24 },
		{ "<r a=b>", XML_NO_EXCESS, 5 + 4096 },
		{ "<!DOCTYPE r>", XML_NO_EXCESS, 4096 },
		{ "<r><!x", XML_NO_EXCESS, 3 + 4096 },
		{ "</r>", XML_NO_EXCESS, 4096 },
	};
	struct xml_source s;
	struct xml_bounds b;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		s.text = arena_print(a, "%s%s", rows[i].head, hostile);
		s.length = strlen(s.text);
		xml_bounds_find(&s, &b);
		CHECK(b.excess == rows[i].excess && b.length == rows[i].limit, "%s: %d, %zu", rows[i].head,
		    (int)b.excess, b.length);
	}
	arena_free(a);
}

/* A mistake before the bound is named first: it tells more. */
TEST(documents_are_refused_for_what_comes_first)
{
	struct arena *a = arena_new();
	const char *hostile = many(a, "<a", 65, " a", "=''", "/>");
	struct fault f;

	assert_int_equal(read_as(a, arena_print(a, "<r>&nbsp; %s</r>", hostile), UTF_8, &f), INVALID);
	assert_non_null(strstr(said(&f), "uses the entity “nbsp”"));
	assert_int_equal(read_as(a, arena_print(a, "<r>%s&nbsp;</r>", hostile), UTF_8, &f), INVALID);
	assert_non_null(strstr(said(&f), "more than 64 attributes"));
	assert_int_equal(read_as(a, arena_print(a, "<!DOCTYPE html>%s", hostile), UTF_8, &f), INVALID);
	assert_non_null(strstr(said(&f), "web page"));
	arena_free(a);
}

#define SERVICE "<md:EntityDescriptor entityID='https://sp%zu.example.org/shibboleth' xmlns:alg='urn:alg' " \
	"xmlns:mdui='urn:oasis:names:tc:SAML:metadata:ui'><md:Extensions><alg:DigestMethod Algorithm='a'/>" \
	"</md:Extensions><md:SPSSODescriptor protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'>" \
	"<md:Extensions><mdui:UIInfo><mdui:DisplayName xml:lang='en'>Service &amp; more</mdui:DisplayName>" \
	"</mdui:UIInfo></md:Extensions><md:AssertionConsumerService Binding='urn:oasis:names:tc:SAML:2.0:bindings:" \
	"HTTP-POST' Location='https://sp.example.org/acs' index='1'/></md:SPSSODescriptor></md:EntityDescriptor>\n"

/* The metadata of a whole federation, near the limit of size. */
TEST(metadata_of_a_federation_is_read_to_its_end)
{
	static const char head[] = "<?xml version='1.0'?>\n<md:EntitiesDescriptor "
	    "xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata'>\n";
	struct arena *a = arena_new();
	struct buf b = buf_in(a);
	struct found found;
	struct fault f;
	size_t i;

	buf_add(&b, head);
	for (i = 0; b.length < METADATA_MAX_BYTES - 1024; i++)
		buf_print(&b, SERVICE, i);
	buf_add(&b, "</md:EntitiesDescriptor>");
	assert_int_equal(metadata_read(a, b.text, b.length, NOW, &found, &f), INVALID);
	assert_non_null(strstr(said(&f), "the metadata of a service provider"));
	arena_free(a);
}
