/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "walk.h"

/* As the page of the check does. */
TEST(receipts_warn_of_a_certificate_that_ends_soon)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "samlp", STEP_DONE);
	sql("UPDATE connection_revision SET certificates = jsonb_set(certificates, '{0,not_after}', "
	    "to_jsonb(to_char(now() + interval '59 days', 'YYYY-MM-DD\"T00:00:00Z\"'))) WHERE tenant_id = '%s'", w.p->tenant);
	a = walk_get(&w, "receipt");
	assert_true(shows(&a, "</span> <span class=\"badge soon\">Expires soon</span><p class=\"hint\">Valid until"));
	assert_true(shows(&a, "Before the certificate expires"));
}

TEST(receipts_list_every_certificate)
{
	struct found_certificate c[] = {
		{ .given = GIVEN_ALL, .pem = "p", .subject = "CN = former", .sha1 = "00",
		    .not_after = "2020-01-01T00:00:00Z" },
		{ .given = GIVEN_ALL, .pem = "p", .subject = "CN = current", .sha1 = "01",
		    .not_after = "2095-01-01T00:00:00Z" },
	};
	struct walk w;
	struct found found = found_saml();
	struct answer a;
	size_t count;

	for (count = 1; count <= COUNT(c); count++) {
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		walk_to(&w, "samlp", STEP_SETTINGS);
		walk_post(&w, "settings", SAMLP_FORM);
		found.certificates = (struct objects){ c, count };
		walk_find(&w, &found);
		walk_post(&w, "check", "");
		walk_to(&w, "samlp", STEP_DONE);
		a = walk_get(&w, "receipt");
		assert_true(shows(&a, "CN = former</span> <span class=\"badge bad\">Expired</span>"
		    "<p class=\"hint\">Expired on 1 January 2020</p>"));
		assert_int_equal(shows(&a, "CN = current</span><p class=\"hint\">Valid until 1 January 2095</p>"), count == 2);
		assert_int_equal(shows(&a, "Before the certificate expires"), count == 2);
		assert_int_equal(shows(&a, "The signing certificate has expired"), count == 1);
	}
}

static void
check_link(struct walk *w, const char *change, const char *heading, const char *says)
{
	struct answer a;

	sql("UPDATE ticket SET %s WHERE tenant_id = '%s'", change, w->p->tenant);
	a = ASK(w->p, .path = "/self-service/connections-flow", .query = arena_print(w->p->arena, "ticket=%s", w->v.ticket));
	CHECK(a.code == 410 && a.round_trips == 1 && shows(&a, heading) && shows(&a, says), "%s: %s", change, a.body);
	CHECK(!shows(&a, "for a new link") && !shows(&a, "starts a new setup"), "%s: %s", change, a.body);
}

/* By the link that opened it, which is used up or too old. */
TEST(finished_setups_are_finished_when_their_link_opens_no_more)
{
	static const struct {
		const char	*ticket, *says;
	} rows[] = {
		{ TWO_CLIENTS, "The connection is enabled." }, { "", "The connection is submitted, and Acme can turn it on." },
	};
	struct walk w;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_new(ALL_STRATEGIES, rows[i].ticket);
		walk_to(&w, "okta", STEP_DONE);
		check_link(&w, "uses = 10", "<h1>This setup is finished</h1>", rows[i].says);
		check_link(&w, "ends_at = now()", "<h1>This setup is finished</h1>", rows[i].says);
		if (i == 0) {
			sql("UPDATE connection SET enabled_clients = '{}', enabled_at = NULL WHERE tenant_id = '%s'", w.p->tenant);
			check_link(&w, "ends_at = now()", "<h1>This setup is finished</h1>", "Acme has turned the connection off");
		}
		check_link(&w, "revoked_at = now()", "<h1>This link has been withdrawn</h1>", "");
	}
}
