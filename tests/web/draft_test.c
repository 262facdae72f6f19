/*
 * draft_test.c - long metadata of a form that was refused: kept here, not sent back
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "test.h"
#include "walk.h"

enum { LONG = 30000, LIGHT_PAGE = 20000 };

#define BAD_URL "&source=url&metadata_url=http://a.example"
#define GOOD_XML "&source=xml&metadata_xml="

static const char *
column(struct walk *w, const char *expression)
{
	return sql_text(w->p->arena, "SELECT %s FROM wizard WHERE tenant_id = '%s' AND ticket_id = '%s'",
	    expression, w->p->tenant, w->v.id);
}

static long
drafts(struct walk *w)
{
	return sql_long("SELECT count(*) FROM session WHERE tenant_id = '%s' AND draft IS NOT NULL",
	    w->p->tenant);
}

static const char *
metadata(struct walk *w, char letter, size_t count)
{
	char *text = arena_alloc(w->p->arena, count + 1);

	memset(text, letter, count);
	return text;
}

static struct walk
walk_to_settings(void)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");

	walk_to(&w, "samlp", STEP_SETTINGS);
	return w;
}

/* The hidden field of the page, as the next form carries it. */
static const char *
draft_field(struct walk *w, const struct answer *a)
{
	const char *at = strstr(a->body, "name=\"metadata_draft\" value=\"");

	CHECK(at != NULL, "the page names no draft: %s", a->body);
	return arena_print(w->p->arena, "&metadata_draft=%.64s", at + strlen("name=\"metadata_draft\" value=\""));
}

static struct answer
refused(struct walk *w, const char *text)
{
	return walk_post(w, "settings", arena_print(w->p->arena, BAD_URL "&metadata_xml=%s", text));
}

TEST(drafts_keep_long_metadata_out_of_the_page)
{
	struct walk w = walk_to_settings();
	const char *text = metadata(&w, 'm', LONG);
	struct answer a = refused(&w, text);

	assert_int_equal(a.code, 400);
	assert_true(a.round_trips <= 2);
	CHECK(strlen(a.body) < LIGHT_PAGE, "%zu bytes", strlen(a.body));
	assert_true(shows(&a, "The metadata you provided before is saved (30 KB)."));
	assert_string_equal(column(&w, "input IS NULL AND check_state = 'none'"), "t");
	/* wrong once more, and the draft is still there */
	a = walk_post(&w, "settings", arena_print(w.p->arena, BAD_URL "&metadata_xml=%s",
	    draft_field(&w, &a)));
	assert_int_equal(a.code, 400);
	a = walk_post(&w, "settings", arena_print(w.p->arena, GOOD_XML "%s", draft_field(&w, &a)));
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'metadata_xml'"), text);
	assert_int_equal(drafts(&w), 0);
}

TEST(drafts_are_not_needed_for_what_is_short)
{
	struct walk w = walk_to_settings();
	struct answer a = refused(&w, metadata(&w, 'm', 512));

	assert_int_equal(a.code, 400);
	assert_true(shows(&a, ">mmmm") && !shows(&a, "metadata_draft"));
	assert_int_equal(drafts(&w), 0);
}

/* A form that would be refused anyway needs none, either. */
TEST(drafts_hold_no_private_keys_and_are_not_too_long)
{
	struct walk w = walk_to_settings();
	struct answer a = refused(&w, arena_print(w.p->arena, "%s-----BEGIN+PRIVATE+KEY-----%%0AMIIE%%0A"
	    "-----END+PRIVATE+KEY-----", metadata(&w, 'm', LONG)));

	assert_int_equal(a.code, 400);
	assert_true(shows(&a, "id=\"metadata_xml-error\"") && strlen(a.body) < LIGHT_PAGE);
	a = refused(&w, metadata(&w, 'm', 102401));
	assert_int_equal(a.code, 400);
	assert_true(shows(&a, "This is too long. It can have at most 102,400 characters."));
	assert_true(strlen(a.body) < LIGHT_PAGE);
	a = walk_post(&w, "settings", arena_print(w.p->arena, "&source=url&metadata_url=https://a.example/%s",
	    metadata(&w, 'u', LONG)));
	assert_int_equal(a.code, 400);
	assert_true(shows(&a, "This is too long. It can have at most 2048 characters."));
	assert_true(strlen(a.body) < LIGHT_PAGE);
	assert_int_equal(drafts(&w), 0);
}

/* Of two, the later one's metadata is not lost, nor does it replace the other's. */
TEST(drafts_keep_what_came_second)
{
	struct walk w = walk_to_settings(), other = walk_beside(&w);
	const char *mine = metadata(&w, 'm', LONG), *theirs = metadata(&w, 't', LONG);
	long revision = walk_revision(&w);
	struct answer a;

	a = walk_post_at(&other, "settings", revision, arena_print(w.p->arena, GOOD_XML "%s", theirs));
	check_goes(&other, &a, "check");
	a = walk_post_at(&w, "settings", revision, arena_print(w.p->arena, GOOD_XML "%s", mine));
	assert_int_equal(a.code, 409);
	assert_true(strlen(a.body) < LIGHT_PAGE);
	assert_string_equal(column(&w, "input ->> 'metadata_xml'"), theirs);
	a = walk_post(&w, "settings", arena_print(w.p->arena, GOOD_XML "%s", draft_field(&w, &a)));
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'metadata_xml'"), mine);
}

TEST(drafts_are_the_sessions_own_and_named)
{
	struct walk w = walk_to_settings(), other = walk_beside(&w);
	struct answer a = refused(&w, metadata(&w, 'm', LONG)), b = refused(&other, metadata(&w, 't', LONG));
	const char *mine = draft_field(&w, &a), *theirs = draft_field(&w, &b);

	assert_string_not_equal(mine, theirs);
	a = walk_post(&w, "settings", arena_print(w.p->arena, GOOD_XML "%s", theirs));
	assert_int_equal(a.code, 400);
	assert_true(shows(&a, "Enter the metadata"));
	assert_string_equal(column(&w, "input IS NULL"), "t");
	a = walk_post(&w, "settings", arena_print(w.p->arena, GOOD_XML "%s", mine));
	check_goes(&w, &a, "check");
	assert_int_equal(drafts(&w), 1);
}

/* With the metadata that was typed as well, though another source is chosen. */
TEST(drafts_keep_certificates_too)
{
	struct walk w = walk_to_settings();
	const char *text = metadata(&w, 'c', 2000), *field;
	struct answer a = walk_post(&w, "settings", arena_print(w.p->arena, "&source=manual&sign_in_url=http://a"
	    "&certificate=%s&metadata_xml=%s", text, metadata(&w, 'm', LONG)));

	assert_int_equal(a.code, 400);
	assert_true(shows(&a, "The certificate you provided before is saved (2 KB).") && !shows(&a, "cccccccc"));
	field = strstr(a.body, "name=\"certificate_draft\" value=\"");
	assert_non_null(field);
	a = walk_post(&w, "settings", arena_print(w.p->arena, "&source=manual&sign_in_url=https://a.example%s"
	    "&certificate_draft=%.64s", draft_field(&w, &a), field + strlen("name=\"certificate_draft\" value=\"")));
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'certificate'"), text);
	assert_string_equal(column(&w, "length(input ->> 'metadata_xml')"), "30000");
	walk_fail(&w, "a.example");
	a = walk_get(&w, "settings");
	assert_true(shows(&a, "We could not use the certificate you provided.") && !shows(&a, "cccccccc"));
	assert_false(shows(&a, "certificate_draft"));
	a = walk_post(&w, "settings", "&source=manual&sign_in_url=https://b.example");
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'certificate'"), text);
}

TEST(forms_of_an_ended_session_are_light)
{
	struct walk w = walk_to_settings();
	struct answer a;

	sql("UPDATE ticket SET ends_at = now() WHERE tenant_id = '%s'", w.p->tenant);
	a = refused(&w, metadata(&w, 'm', LONG));
	assert_int_equal(a.code, 410);
	assert_true(strlen(a.body) < LIGHT_PAGE);
	assert_true(shows(&a, "http://a.example"));
	assert_true(shows(&a, "30 KB of text, too long to show. You can copy it from your provider again."));
	assert_int_equal(drafts(&w), 0);
}
