/* SPDX-License-Identifier: Apache-2.0 */
#include "http/door.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

static enum status
handle(struct exchange *x)
{
	(void)x;
	return OK;
}

static const struct route routes[] = {
	{ GET, "/a/things", handle },
	{ POST, "/a/things", handle },
	{ GET, "/a/things/best", handle },
	{ GET, "/a/things/:id", handle },
	{ DELETE, "/a/things/:id", handle },
	{ PUT, "/a/things/:id/parts/:part", handle },
	{ GET, "/b", handle },
	{ GET, "/a/books/:id/:page/text", handle },
	{ GET, "/a/books/:id/cover", handle },
};

static const struct route *
route(size_t index)
{
	return index < COUNT(routes) ? &routes[index] : NULL;
}

static const char *
guests(struct arena *a, size_t index)
{
	return arena_print(a, "guest %zu", index);
}

static const struct door door = { .name = "test", .prefixes = { "/a/", "/b" }, .route = route,
	.guests = guests };

TEST(door_has_what_lies_below_its_prefixes)
{
	assert_true(door_has(&door, "/a/"));
	assert_true(door_has(&door, "/a/nowhere"));
	assert_true(door_has(&door, "/b"));
	assert_false(door_has(&door, "/a"));
	assert_false(door_has(&door, "/ab"));
	assert_false(door_has(&door, "/b/"));
	assert_false(door_has(&door, "/bb"));
	assert_false(door_has(&door, "/A/"));
	assert_false(door_has(&door, "/"));
	assert_false(door_has(&door, ""));
}

TEST(door_finds_the_first_route_that_fits)
{
	static const struct {
		const char	*method, *path;
		enum status	 st;
		size_t		 index;
		const char	*first, *second, *allow;
	} rows[] = {
		{ "GET", "/a/things", OK, 0 }, { "POST", "/a/things", OK, 1 },
		{ "HEAD", "/a/things", OK, 0 },
		{ "GET", "/a/things/best", OK, 2 }, { "GET", "/a/things/rest", OK, 3, "rest" },
		{ "DELETE", "/a/things/best", OK, 4, "best" },
		{ "PUT", "/a/things/1/parts/2%2F", OK, 5, "1", "2%2F" },
		{ "PUT", "/a/things", FORBIDDEN, .allow = "GET, HEAD, POST" },
		{ "PATCH", "/a/things/best", FORBIDDEN, .allow = "GET, HEAD, DELETE" },
		{ "GET", "/a/things/1/parts/2", FORBIDDEN, .allow = "PUT" },
		{ "BREW", "/b", FORBIDDEN, .allow = "GET, HEAD" },
		{ "GET", "/a/things/", NOT_FOUND }, { "GET", "/a/things//parts/2", NOT_FOUND },
		{ "PUT", "/a/things/1/parts/", NOT_FOUND }, { "PUT", "/a/things/1/parts/2/", NOT_FOUND },
		{ "GET", "/a/thing", NOT_FOUND }, { "GET", "", NOT_FOUND }, { "GET", "/a/thingsbest", NOT_FOUND },
	};
	struct arena *a = arena_new();
	size_t i, index = 99;

	for (i = 0; i < COUNT(rows); i++) {
		struct request request = { .method = method_parse(rows[i].method),
			.method_name = rows[i].method, .path = rows[i].path };
		struct exchange x = { .arena = a, .request = &request };
		const char *allow = "";
		enum status st = door_find(&door, &x, &index, &allow);

		CHECK(st == rows[i].st, "%s %s: %d", rows[i].method, rows[i].path, st);
		CHECK(st != OK || index == rows[i].index, "%s is %zu", rows[i].path, index);
		CHECK(rows[i].first == NULL || text_is(x.parts[0], rows[i].first), "%s", x.parts[0]);
		CHECK(rows[i].second == NULL || text_is(x.parts[1], rows[i].second), "%s", x.parts[1]);
		CHECK(rows[i].allow == NULL || text_is(allow, rows[i].allow), "%s: %s", rows[i].path, allow);
	}
	arena_free(a);
}

TEST(door_knows_parts_of_a_path_up_to_their_length)
{
	struct arena *a = arena_new();
	struct request request = { .method = GET, .method_name = "GET",
		.path = arena_print(a, "/a/things/%0*d", PATH_PART_MAX_BYTES, 7) };
	struct exchange x = { .arena = a, .request = &request };
	const char *allow = "";
	size_t index = 99;

	assert_int_equal(door_find(&door, &x, &index, &allow), OK);
	assert_int_equal(strlen(x.parts[0]), PATH_PART_MAX_BYTES);
	request.path = arena_print(a, "/a/things/%0*d", PATH_PART_MAX_BYTES + 1, 7);
	assert_int_equal(door_find(&door, &x, &index, &allow), NOT_FOUND);
	arena_free(a);
}

TEST(door_leaves_nothing_of_a_route_that_fits_in_part)
{
	struct arena *a = arena_new();
	struct request request = { .method = GET, .method_name = "GET", .path = "/a/books/1/cover" };
	struct exchange x = { .arena = a, .request = &request };
	const char *allow = "";
	size_t index = 99;

	assert_int_equal(door_find(&door, &x, &index, &allow), OK);
	assert_int_equal(index, 8);
	assert_string_equal(x.parts[0], "1");
	assert_null(x.parts[1]);
	arena_free(a);
}

TEST(door_prints_a_line_for_each_route)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a);
	const char **lines;

	door_print(&door, &b);
	assert_int_equal(text_split(a, b.text, "\n", &lines), 1 + COUNT(routes));
	assert_string_equal(lines[0], "test");
	assert_true(text_starts(lines[6], "  PUT     /a/things/:id/parts/:part "));
	assert_string_equal(strstr(lines[6], "guest"), "guest 5");
	arena_free(a);
}
