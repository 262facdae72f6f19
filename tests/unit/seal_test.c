/* SPDX-License-Identifier: Apache-2.0 */
#include "base/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "rows.h"
#include "test.h"

struct keys {
	struct arena	*arena;
	const char	*public, *secret;
};

static struct keys
keys_new(void)
{
	struct keys k = { .arena = arena_new() };

	seal_keys(k.arena, &k.public, &k.secret);
	return k;
}

static const char *
sealed_of(struct keys *k, const char *subject, const char *secret)
{
	struct fault f = { 0 };
	const char *sealed = NULL;

	CHECK(seal(k->arena, k->public, subject, secret, &sealed, &f) == OK, "%s", said(&f));
	return sealed;
}

static enum status
open_with(struct keys *k, const char *subject, const char *sealed, const char **secret)
{
	struct fault f = { 0 };
	enum status st = seal_open(k->arena, k->secret, subject, sealed, secret, &f);

	assert_true(st == OK || said(&f)[0] != '\0');
	return st;
}

TEST(seal_keys_know_their_public_half)
{
	struct keys k = keys_new();

	assert_string_equal(seal_public_half(k.arena, k.secret), k.public);
	arena_free(k.arena);
}

TEST(seals_open_with_their_key_and_subject)
{
	struct keys k = keys_new();
	const char *const secrets[] = { "a", "", "with\nlines\n", "\xe2\x82\xac and \xc3\xa9",
		long_text(k.arena, 4096), "subject\nsecret" };
	const char *opened = NULL, *sealed;
	size_t i;

	for (i = 0; i < COUNT(secrets); i++) {
		sealed = sealed_of(&k, "client_secret tenant ticket", secrets[i]);
		CHECK(open_with(&k, "client_secret tenant ticket", sealed, &opened) == OK, "row %zu", i);
		assert_string_equal(opened, secrets[i]);
	}
	arena_free(k.arena);
}

TEST(seals_are_text_that_tells_nothing)
{
	struct keys k = keys_new();
	const char *one = sealed_of(&k, "s", "the-client-secret"), *two;

	two = sealed_of(&k, "s", "the-client-secret");
	assert_string_not_equal(one, two);
	assert_null(strstr(one, "the-client-secret"));
	assert_true(one[8] == ':' && text_is_hex(arena_copy(k.arena, one, 8), 8));
	assert_memory_equal(one, two, 9);
	assert_int_equal(strspn(one + 9, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789+/="), strlen(one + 9));
	arena_free(k.arena);
}

TEST(seals_stay_shut_for_other_keys_and_subjects)
{
	struct keys k = keys_new(), other = keys_new();
	static const char *const subjects[] = { "", "client_secret acme B", "client_secret acme",
		"client_secret acme A2", "CLIENT_SECRET acme A" };
	const char *sealed = sealed_of(&k, "client_secret acme A", "x\ny"), *opened = "untouched";
	const char *theirs = sealed_of(&other, "client_secret acme A", "x");
	size_t i;

	assert_int_equal(open_with(&other, "client_secret acme A", sealed, &opened), BROKEN);
	/* their box under our key's name */
	assert_int_equal(open_with(&k, "client_secret acme A", arena_print(k.arena, "%.9s%s", sealed,
	    theirs + 9), &opened), BROKEN);
	for (i = 0; i < COUNT(subjects); i++)
		CHECK(open_with(&k, subjects[i], sealed, &opened) == BROKEN, "%s", subjects[i]);
	assert_string_equal(opened, "untouched");
	arena_free(k.arena);
	arena_free(other.arena);
}

/* Each character changed, each length cut to. */
TEST(seals_that_are_damaged_stay_shut)
{
	struct keys k = keys_new();
	const char *sealed = sealed_of(&k, "s", "secret"), *opened = "untouched";
	static const char *const none[] = { "", ":", "x", "00000000:", "00000000:AAAA", "no seal at all" };
	size_t length = strlen(sealed), i;
	char *damaged;

	for (i = 0; i < length; i++) {
		CHECK(open_with(&k, "s", arena_copy(k.arena, sealed, i), &opened) == BROKEN,
		    "cut to %zu", i);
		if (i == 8 || sealed[i] == '=')
			continue;
		damaged = arena_text(k.arena, sealed);
		damaged[i] = damaged[i] == 'A' ? 'g' : 'A';
		if (i + 3 < length)
			CHECK(open_with(&k, "s", damaged, &opened) == BROKEN, "changed at %zu", i);
	}
	assert_int_equal(open_with(&k, "s", arena_print(k.arena, "%sAAAA", sealed), &opened), BROKEN);
	assert_int_equal(open_with(&k, "s", arena_print(k.arena, "%s:", sealed), &opened), BROKEN);
	for (i = 0; i < COUNT(none); i++)
		CHECK(open_with(&k, "s", none[i], &opened) == BROKEN, "%s", none[i]);
	assert_string_equal(opened, "untouched");
	arena_free(k.arena);
}

TEST(seal_keys_are_new_each_time)
{
	struct keys one = keys_new(), two = keys_new();

	assert_true(text_is_hex(one.public, 64) && text_is_hex(one.secret, 64));
	assert_string_not_equal(one.public, one.secret);
	assert_string_not_equal(one.public, two.public);
	assert_string_not_equal(one.secret, two.secret);
	arena_free(one.arena);
	arena_free(two.arena);
}

static const char *
file_of(struct arena *a, const char *content)
{
	char *path = arena_text(a, "/tmp/postern-seal-XXXXXX");
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, strlen(content)), strlen(content));
	close(fd);
	return path;
}

TEST(seals_are_renewed_for_the_newest_key_and_the_same_subject)
{
	struct keys former = keys_new(), newest = keys_new(), other = keys_new();
	struct seal_ring ring = { { newest.secret, former.secret }, 2 };
	struct fault f = { 0 };
	const char *fresh = NULL, *opened = NULL;

	assert_int_equal(seal_again(former.arena, &ring, sealed_of(&former, "client secret at https://i.example",
	    "two\nlines"), &fresh, &f), OK);
	assert_true(text_starts(fresh, seal_key_id(newest.arena, newest.public)));
	assert_int_equal(open_with(&newest, "client secret at https://i.example", fresh, &opened), OK);
	assert_string_equal(opened, "two\nlines");
	assert_int_equal(open_with(&newest, "client secret", fresh, &opened), BROKEN);
	assert_int_equal(seal_again(former.arena, &ring, fresh, &fresh, &f), OK);
	assert_int_equal(seal_again(former.arena, &ring, sealed_of(&other, "s", "x"), &fresh, &f), BROKEN);
	assert_int_equal(seal_again(former.arena, &ring, "", &fresh, &f), BROKEN);
	arena_free(former.arena);
	arena_free(newest.arena);
	arena_free(other.arena);
}

TEST(seal_keys_are_read_from_a_file_of_several_lines)
{
	struct keys k = keys_new();
	const char *line = arena_print(k.arena, "%s\n", k.secret);
	const char *const bad[] = { "", "\n", "x\n", arena_print(k.arena, "%s\n", line),
		arena_print(k.arena, "\n%s", line), arena_print(k.arena, "%sx\n", line),
		arena_print(k.arena, "%s0\n", k.secret), arena_print(k.arena, "%s%s%s%s%s%s%s%s%s", line, line,
		line, line, line, line, line, line, line) };
	struct seal_ring keys = { { "untouched" }, 0 };
	struct fault f = { 0 };
	const char *path;
	size_t i;

	for (i = 0; i < COUNT(bad); i++) {
		path = file_of(k.arena, bad[i]);
		CHECK(seal_secret_keys_read(k.arena, path, &keys, &f) == INVALID, "row %zu", i);
		unlink(path);
		assert_string_equal(keys.items[0], "untouched");
	}
	path = file_of(k.arena, arena_print(k.arena, "%s%s%s", line, line, k.secret));
	assert_int_equal(seal_secret_keys_read(k.arena, path, &keys, &f), OK);
	unlink(path);
	assert_int_equal(keys.count, 3);
	assert_string_equal(keys.items[2], k.secret);
	arena_free(k.arena);
}

TEST(seal_keys_are_read_from_a_file_of_one_line)
{
	struct keys k = keys_new();
	const char *const good[] = { arena_print(k.arena, "%s\n", k.public), k.public };
	const char *const bad[] = { "", "\n", "x\n", arena_print(k.arena, "%s0\n", k.public),
		arena_print(k.arena, " %s\n", k.public), arena_copy(k.arena, k.public, 63),
		text_upper(k.arena, arena_print(k.arena, "%.63sa\n", k.public)),
		arena_print(k.arena, "\n%s\n", k.public) };
	struct fault f = { 0 };
	const char *path, *key = NULL;
	size_t i;

	for (i = 0; i < COUNT(good); i++) {
		path = file_of(k.arena, good[i]);
		CHECK(seal_key_read(k.arena, path, &key, &f) == OK, "row %zu: %s", i, said(&f));
		unlink(path);
		assert_string_equal(key, k.public);
	}
	for (i = 0; i < COUNT(bad); i++) {
		path = file_of(k.arena, bad[i]);
		key = "untouched";
		CHECK(seal_key_read(k.arena, path, &key, &f) == INVALID, "row %zu", i);
		unlink(path);
		assert_string_equal(said(&f), arena_print(k.arena,
		    "%s holds no key: \"postern key create\" makes one", path));
		assert_string_equal(key, "untouched");
	}
	assert_int_equal(seal_key_read(k.arena, "/nowhere/key", &key, &f), INVALID);
	assert_string_equal(said(&f), "/nowhere/key cannot be read: No such file or directory");
	assert_int_equal(seal_key_read(k.arena, "/", &key, &f), INVALID);
	arena_free(k.arena);
}
