/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ask.h"
#include "base/text.h"
#include "golden.h"
#include "main/doors.h"
#include "test.h"

/* A review of who may enter where is a look at this file's changes. */
TEST(doors_have_these_routes_with_these_guards)
{
	struct place *p = place_new();

	golden_check(p, "routes.txt", doors_print(p->arena));
}

TEST(door_of_each_route_is_its_own)
{
	const struct route *r;
	size_t i, k;

	for (i = 0; door_at(i) != NULL; i++)
		for (k = 0; (r = door_at(i)->route(k)) != NULL; k++)
			CHECK(door_of(r->path) == door_at(i) && door_has(door_at(i), r->path), "%s is in %s, not in %s",
			    r->path, door_of(r->path)->name, door_at(i)->name);
}

/* Words take the place of ":name" here, so that the table finds itself. */
TEST(routes_of_a_door_do_not_hide_each_other)
{
	struct place *p = place_new();
	struct request request = { .host = p->domain };
	struct exchange x = { .arena = p->arena, .request = &request };
	const struct route *r;
	const char *allow;
	size_t i, k, found;

	for (i = 0; door_at(i) != NULL; i++)
		for (k = 0; (r = door_at(i)->route(k)) != NULL; k++) {
			request.path = r->path;
			request.method = r->method;
			must(p, door_find(door_at(i), &x, &found, &allow));
			CHECK(found == k, "%s is found as %s", r->path, door_at(i)->route(found)->path);
		}
}

TEST(address_of_no_door_has_a_page)
{
	static const char *const paths[] = { "/", "/nowhere", "/api", "/oauth", "/apis/v2/clients", "/healthz/",
		"/healthzz", "/pem/", "/pems" };
	struct place *p = place_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(paths); i++) {
		a = ASK(p, .path = paths[i]);
		CHECK(a.code == 404 && strstr(a.body, "We couldn’t find that page") != NULL, "%s: %d %s", paths[i],
		    a.code, a.body);
		check_headers(&a, true);
	}
	a = ASK(p, .path = "/api/nowhere");
	CHECK(a.code == 404 && text_starts(a.body, "{\"statusCode\":404,"), "%d %s", a.code, a.body);
	a = ASK(p, .path = "/healthz", .method = "POST");
	CHECK(a.code == 405 && text_is(answer_header(&a, "Allow"), "GET, HEAD")
	    && strstr(a.body, "This page can’t be used that way") != NULL, "%d %s", a.code, a.body);
}
