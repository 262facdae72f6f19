/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_metadata.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/sentence.h"
#include "base/text.h"
#include "sso/xml.h"
#include "test.h"

#define NOW INT64_C(1798761600000)	/* 2027-01-01T00:00:00Z */

/* A folder for each case: metadata.xml, and expected.json (what is found, less
 * the PEM) or sentence.txt (how the sentence begins, or a part of it). */
static char *
path_of(struct arena *a, const char *kind, const char *name, const char *file)
{
	const char *source = getenv("srcdir");

	return arena_print(a, "%s/tests/unit/metadata/%s/%s%s%s", source == NULL ? "." : source, kind,
	    name, *file == '\0' ? "" : "/", file);
}

static char *
read_file(struct arena *a, const char *path, size_t *length)
{
	FILE *from = fopen(path, "rb");
	struct stat about;
	char *bytes;

	CHECK(from != NULL && fstat(fileno(from), &about) == 0, "%s cannot be read", path);
	*length = (size_t)about.st_size;
	bytes = arena_alloc(a, *length + 1);
	assert_int_equal(fread(bytes, 1, *length, from), *length);
	fclose(from);
	return bytes;
}

/* At the end of a block of its own, so that a read past it is seen. */
static enum status
read_metadata(struct arena *a, const char *bytes, size_t length, struct found *out,
    struct fault *f)
{
	char *block = malloc(length == 0 ? 1 : length);
	enum status st;

	assert_non_null(block);
	memcpy(block, bytes, length);
	st = metadata_read(a, block, length, NOW, out, f);
	free(block);
	return st;
}

/* Runs check for each folder; returns how many there were. */
static size_t
for_each_case(const char *kind, void (*check)(struct arena *, const char *name))
{
	struct arena *a = arena_new();
	DIR *entries = opendir(path_of(a, kind, "", ""));
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(entries);
	for (entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
		if (entry->d_name[0] == '.')
			continue;
		check(a, entry->d_name);
		arena_reset(a);
		count++;
	}
	closedir(entries);
	arena_free(a);
	return count;
}

static char *
without_pem(struct arena *a, struct found *found, const char *name)
{
	struct found_certificate *c = found->certificates.items;
	size_t i;

	for (i = 0; i < found->certificates.count; i++) {
		CHECK(text_starts(c[i].pem, "-----BEGIN CERTIFICATE-----\nMI"), "%s: %s", name, c[i].pem);
		c[i].pem = NULL;
	}
	return fields_encode(a, &found_shape, found);
}

/* A line each. */
static char *
worded(struct arena *a, const struct objects *sentences)
{
	const struct sentence *items = sentences->items;
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "");
	for (i = 0; i < sentences->count; i++)
		buf_print(&b, "%s\n", sentence_english(a, &items[i]));
	return b.text;
}

static void
check_valid(struct arena *a, const char *name)
{
	struct found found, expected = { 0 };
	size_t length;
	struct fault f = { 0 };
	char *bytes = read_file(a, path_of(a, "valid", name, "metadata.xml"), &length), *json;

	CHECK(read_metadata(a, bytes, length, &found, &f) == OK, "%s: %s", name, said(&f));
	json = without_pem(a, &found, name);
	bytes = read_file(a, path_of(a, "valid", name, "expected.json"), &length);
	CHECK(fields_decode(a, bytes, length, &found_shape, STORED, &expected, &f) == OK, "%s: %s",
	    name, said(&f));
	CHECK(text_is(json, fields_encode(a, &found_shape, &expected)), "%s: %s", name, json);
	json = worded(a, &found.warnings);
	bytes = path_of(a, "valid", name, "warnings.txt");
	CHECK(text_is(json, access(bytes, F_OK) == 0 ? read_file(a, bytes, &length) : ""), "%s: %s", name,
	    json);
}

static void
check_invalid(struct arena *a, const char *name)
{
	struct found found = { .issuer = "unchanged" };
	size_t length, wanted_length;
	struct fault f = { 0 };
	char *bytes = read_file(a, path_of(a, "invalid", name, "metadata.xml"), &length);
	char *wanted = read_file(a, path_of(a, "invalid", name, "sentence.txt"), &wanted_length);

	CHECK(read_metadata(a, bytes, length, &found, &f) == INVALID, "%s was taken", name);
	CHECK(strstr(said(&f), text_trim(a, wanted)) != NULL, "%s: %s", name, said(&f));
	CHECK(text_is_utf8(said(&f), strlen(said(&f))) && text_is_printable(said(&f))
	    && strchr(said(&f), '\n') == NULL, "%s: %s", name, said(&f));
	assert_string_equal(found.issuer, "unchanged");
}

TEST(metadata_of_many_products_is_read)
{
	assert_true(for_each_case("valid", check_valid) >= 12);
}

TEST(documents_that_are_not_metadata_are_refused_with_a_reason)
{
	assert_true(for_each_case("invalid", check_invalid) >= 50);
}

/* 10 MB of what could be metadata: the size alone decides. */
TEST(metadata_too_large_is_refused_unparsed)
{
	static const char head[] = "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata'>";
	const size_t length = 10 * 1024 * 1024;
	struct arena *a = arena_new();
	char *bytes = malloc(length);
	struct found found;
	struct fault f;

	assert_non_null(bytes);
	memset(bytes, ' ', length);
	memcpy(bytes, head, sizeof(head) - 1);
	assert_int_equal(metadata_read(a, bytes, length, NOW, &found, &f), INVALID);
	assert_string_equal(said(&f), "The metadata is too large: it has 10240 KB, and the "
	    "limit is 2048 KB.");
	assert_int_equal(metadata_read(a, bytes, METADATA_MAX_BYTES, NOW, &found, &f), INVALID);
	assert_non_null(strstr(said(&f), "ends too early"));
	free(bytes);
	arena_free(a);
}

/* Cut anywhere, the document is refused as cut. */
TEST(metadata_cut_anywhere_is_refused)
{
	struct arena *a = arena_new(), *each = arena_new();
	struct found found;
	struct fault f;
	size_t length, i;
	char *bytes = read_file(a, path_of(a, "valid", "auth0", "metadata.xml"), &length);

	while (length > 0 && bytes[length - 1] != '>')
		length--;
	for (i = 1; i < length; i++) {
		CHECK(read_metadata(each, bytes, i, &found, &f) == INVALID, "cut at %zu", i);
		CHECK(strstr(said(&f), "ends too early") != NULL, "cut at %zu: %s", i, said(&f));
		arena_reset(each);
	}
	arena_free(each);
	arena_free(a);
}

TEST(xml_is_read_as_it_stands)
{
	static const char text[] = "<a xmlns='urn:a' xmlns:b='urn:b' x='1' b:y='2'>"
	    "<b:c> t <![CDATA[<]]></b:c><c/><?p?><!-- --><b:c>s<!-- -->u</b:c></a>";
	struct arena *a = arena_new();
	const struct xml *root, *c;
	struct fault f;

	assert_int_equal(xml_read(a, text, sizeof(text) - 1, &root, &f), OK);
	assert_true(xml_is(root, "urn:a", "a"));
	assert_string_equal(xml_attribute(a, root, "x"), "1");
	assert_null(xml_attribute(a, root, "y"));
	c = xml_child(root, "urn:b", "c");
	assert_string_equal(xml_text(a, c), "t <");
	c = xml_next(c, "urn:b", "c");
	assert_null(xml_text(a, c));
	assert_null(xml_next(c, "urn:b", NULL));
	assert_string_equal(xml_namespace(xml_child(root, "urn:a", NULL)), "urn:b");
	arena_free(a);
}
