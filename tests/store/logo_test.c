/* SPDX-License-Identifier: Apache-2.0 */
#include "store/logo.h"

#include <string.h>

#include "actions/logo.h"
#include "base/hash.h"
#include "database.h"
#include "model/ticket/ticket.h"
#include "store/profile.h"
#include "store/visit.h"
#include "test.h"

#define URL "https://a.example/l.png"
#define WITH_LOGO "{\"name\":\"A\",\"branding\":{\"logo_url\":\"" URL "\"}}"

/* One pixel; the parser's own tests know the rest. */
static const unsigned char gif[] = "GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377,\0\0\0\0\1\0\1\0\0\2\2D"
    "\1\0;";

static struct visit
look(struct place *p, const char *ticket)
{
	struct visit v;

	must(p, visit_by_ticket(place_act(p), p->domain, ticket, NULL, 0, &v));
	return v;
}

static void
keep(struct place *p, const char *profile, const char *url, const void *bytes, size_t count)
{
	must(p, keep_logo(place_act(p), profile, url, bytes, count));
}

static long
rows_of(const struct place *p, const char *table)
{
	return sql_long("SELECT count(*) FROM %s WHERE tenant_id = '%s'", table, p->tenant);
}

TEST(logos_are_shown_from_here)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, WITH_LOGO), *type, *bytes, *url;
	const char *ticket = place_ticket(p, profile, "");
	const char *hash = hash_hex(p->arena, gif, sizeof(gif) - 1);
	size_t count;

	must(p, logo_wanted(place_act(p), profile, &url));
	assert_string_equal(url, URL);
	assert_null(look(p, ticket).brand.logo_hash);
	keep(p, profile, URL, gif, sizeof(gif) - 1);
	assert_string_equal(look(p, ticket).brand.logo_hash, hash);
	must(p, image_load(place_act(p), p->domain, hash, &type, &bytes, &count));
	assert_string_equal(type, "image/gif");
	assert_int_equal(count, sizeof(gif) - 1);
	assert_memory_equal(bytes, gif, count);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE kind = 'logo_fetched' AND "
	    "outcome = 'success' AND tenant_id = '%s'", p->tenant), 1);
}

TEST(logos_of_a_former_url_are_not_kept)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, WITH_LOGO), *ticket = place_ticket(p, profile, "");
	struct fault why;

	keep(p, profile, "https://a.example/former.png", gif, sizeof(gif) - 1);
	(void)fail(&why, INVALID, "too late");
	must(p, refuse_logo(place_act(p), profile, "https://a.example/former.png", &why));
	assert_int_equal(rows_of(p, "image"), 0);
	assert_int_equal(rows_of(p, "profile_logo"), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE kind LIKE 'logo%%' AND "
	    "tenant_id = '%s'", p->tenant), 0);
	assert_null(look(p, ticket).brand.logo_hash);
}

TEST(logos_are_hidden_when_the_profile_names_another_url)
{
	static const char json[] = "{\"branding\":{\"logo_url\":\"https://a.example/new.png\"}}";
	struct place *p = place_new();
	const char *profile = place_profile(p, WITH_LOGO), *ticket = place_ticket(p, profile, "");
	struct profile wanted = { 0 }, changed;

	keep(p, profile, URL, gif, sizeof(gif) - 1);
	must(p, fields_decode(p->arena, json, strlen(json), &profile_shape, PATCHING, &wanted,
	    &p->fault));
	must(p, profile_change(place_act(p), profile, &wanted, &changed));
	assert_null(look(p, ticket).brand.logo_hash);
}

TEST(logos_that_are_not_images_leave_their_reason)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, WITH_LOGO), *ticket = place_ticket(p, profile, "");

	keep(p, profile, URL, gif, sizeof(gif) - 1);
	keep(p, profile, URL, "<svg/>", 6);
	assert_null(look(p, ticket).brand.logo_hash);
	assert_string_equal(sql_text(p->arena, "SELECT jsonb_typeof(problem::jsonb -> 0 -> 'id') FROM "
	    "profile_logo WHERE tenant_id = '%s'", p->tenant), "string");
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE kind = 'logo_failed' AND "
	    "outcome = 'failure' AND tenant_id = '%s'", p->tenant), 1);
	keep(p, profile, URL, gif, sizeof(gif) - 1);
	assert_non_null(look(p, ticket).brand.logo_hash);
	assert_int_equal(rows_of(p, "profile_logo"), 1);
}

TEST(logos_of_profiles_that_are_gone_are_not_wanted)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, WITH_LOGO), *url = "before";

	must(p, profile_remove(place_act(p), profile));
	must(p, logo_wanted(place_act(p), profile, &url));
	assert_null(url);
	keep(p, profile, URL, gif, sizeof(gif) - 1);
	assert_int_equal(rows_of(p, "image"), 0);
}
