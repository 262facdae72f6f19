/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "claims.h"
#include "store/session.h"
#include "store/wizard.h"
#include "test.h"

static struct session_row *
open_ones(struct customer *c, long idle_s, size_t *count)
{
	struct session_row *rows;

	must(c->place, session_list(place_act(c->place), c->id, c->session_hash[0], idle_s, &rows, count));
	return rows;
}

TEST(sessions_are_listed_as_they_began)
{
	struct customer c = customer_new(place_new(), CONFIG, "");
	struct session_row *rows;
	size_t count;

	rows = open_ones(&c, 0, &count);
	assert_int_equal(count, 2);
	assert_true(rows[0].is_this != rows[1].is_this && !text_is(rows[0].id, rows[1].id));
	assert_true(text_is(rows[0].browser.name, "Firefox") && text_is(rows[0].browser.system, "Windows"));
	assert_true(rows[0].opened_at > 0 && rows[0].last_used_at == rows[0].opened_at);
	sql("UPDATE session SET last_used_at = now() - interval '10 minutes' WHERE ticket_id = '%s' AND token_hash = '%s'",
	    c.id, c.session_hash[1]);
	open_ones(&c, 10 * 60, &count);
	assert_int_equal(count, 2);
	open_ones(&c, 8 * 60, &count);
	assert_int_equal(count, 1);
}

/* Whatever the guard of a door has seen before. */
TEST(sessions_that_ended_write_nothing)
{
	struct customer c = customer_new(place_new(), CONFIG, "");
	struct place *p = c.place;
	struct wizard_key key = customer_key(&c, 1);
	struct session_row *rows;
	size_t count;
	bool is_this;

	rows = open_ones(&c, 0, &count);
	must(p, session_end(place_act(p), c.id, c.session_hash[0], rows[rows[0].is_this ? 1 : 0].id, &is_this));
	assert_false(is_this);
	assert_int_equal(wizard_choose(place_act(p), &key, "okta"), CONFLICT);
	assert_int_equal(session_end(place_act(p), c.id, c.session_hash[1], rows[0].id, &is_this), NOT_FOUND);
	rows = open_ones(&c, 0, &count);
	assert_int_equal(count, 1);
	sql("UPDATE ticket SET revoked_at = now() WHERE tenant_id = '%s'", c.tenant);
	assert_int_equal(session_end(place_act(p), c.id, c.session_hash[0], rows[0].id, &is_this), NOT_FOUND);
}
