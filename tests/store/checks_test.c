/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "database.h"
#include "model/ticket/ticket.h"
#include "test.h"

#define CHECK_VIOLATION "23514"
#define FOREIGN_KEY_VIOLATION "23503"
#define NOT_NULL_VIOLATION "23502"
#define UNIQUE_VIOLATION "23505"

struct bad_row {
	const char	*statement;	/* %1$s: the tenant, %2$s: a profile, %3$s: a ticket's id */
	const char	*state;
};

#define HASH "repeat('a', 64)"

static const struct bad_row bad_rows[] = {
	{ "INSERT INTO tenant (tenant_id, name, canonical_domain) VALUES ('A b', 'x', 'a.example')",
	    CHECK_VIOLATION },
	{ "UPDATE tenant SET name = '' WHERE tenant_id = '%1$s'", CHECK_VIOLATION },
	{ "UPDATE tenant SET name = repeat('x', 101) WHERE tenant_id = '%1$s'", CHECK_VIOLATION },
	{ "UPDATE tenant SET support_contact = '' WHERE tenant_id = '%1$s'", CHECK_VIOLATION },
	{ "UPDATE tenant SET profile_count = NULL WHERE tenant_id = '%1$s'", NOT_NULL_VIOLATION },
	{ "UPDATE tenant SET profile_count = -1 WHERE tenant_id = '%1$s'", CHECK_VIOLATION },
	{ "UPDATE tenant SET canonical_domain = 'nobody.example' WHERE tenant_id = '%1$s'",
	    FOREIGN_KEY_VIOLATION },
	{ "INSERT INTO tenant_domain VALUES ('%1$s', 'UPPER.example')", CHECK_VIOLATION },
	{ "INSERT INTO tenant_domain VALUES ('%1$s', 'a')", CHECK_VIOLATION },
	{ "INSERT INTO tenant_domain VALUES ('%1$s', 'a/b.example')", CHECK_VIOLATION },
	{ "INSERT INTO tenant_domain VALUES ('nobody', 'nobody.example')", FOREIGN_KEY_VIOLATION },
	{ "INSERT INTO client (tenant_id, client_id, name, secret_hash, scopes) VALUES ('%1$s', "
	    "'short', 'n', " HASH ", '{}')", CHECK_VIOLATION },
	{ "INSERT INTO client (tenant_id, client_id, name, secret_hash, scopes) VALUES ('%1$s', "
	    "repeat('c', 32), 'n', 'plain secret', '{}')", CHECK_VIOLATION },
	{ "INSERT INTO api_token VALUES ('%1$s', " HASH ", repeat('c', 32), '{}', now())",
	    FOREIGN_KEY_VIOLATION },
	{ "INSERT INTO operator (tenant_id, operator_id, email, password_hash) VALUES ('%1$s', 'o', "
	    "'a@b', 'plain password')", CHECK_VIOLATION },
	{ "INSERT INTO operator (tenant_id, operator_id, email, password_hash) VALUES ('%1$s', 'o', "
	    "'nobody', '$argon2id$x')", CHECK_VIOLATION },
	{ "INSERT INTO profile (tenant_id, profile_id, name) VALUES ('%1$s', 'ssp_1', 'n')",
	    CHECK_VIOLATION },
	{ "INSERT INTO profile (tenant_id, profile_id, name) VALUES ('%1$s', 'ssp_' || "
	    "repeat('0', 22), 'n')", CHECK_VIOLATION },
	{ "UPDATE profile SET name = NULL WHERE profile_id = '%2$s'", NOT_NULL_VIOLATION },
	{ "UPDATE profile SET description = '' WHERE profile_id = '%2$s'", CHECK_VIOLATION },
	{ "UPDATE profile SET description = repeat('d', 141) WHERE profile_id = '%2$s'",
	    CHECK_VIOLATION },
	{ "UPDATE profile SET branding = '[]' WHERE profile_id = '%2$s'", CHECK_VIOLATION },
	{ "UPDATE profile SET allowed_strategies = '{}' WHERE profile_id = '%2$s'",
	    CHECK_VIOLATION },
	{ "UPDATE profile SET user_attributes = '{}' WHERE profile_id = '%2$s'", CHECK_VIOLATION },
	{ "UPDATE profile SET user_attributes = (SELECT jsonb_agg(1) FROM generate_series(1, 21)) "
	    "WHERE profile_id = '%2$s'", CHECK_VIOLATION },
	{ "INSERT INTO custom_text VALUES ('%1$s', '%2$s', 'de', 'get-started', '{}')",
	    CHECK_VIOLATION },
	{ "INSERT INTO custom_text VALUES ('%1$s', '%2$s', 'en', 'hub', '{}')", CHECK_VIOLATION },
	{ "INSERT INTO custom_text VALUES ('%1$s', '%2$s', 'en', 'get-started', '[]')",
	    CHECK_VIOLATION },
	{ "INSERT INTO image VALUES ('%1$s', " HASH ", 'image/svg+xml', 1, 1, 'x')",
	    CHECK_VIOLATION },
	{ "INSERT INTO image VALUES ('%1$s', " HASH ", 'image/png', 4097, 1, 'x')",
	    CHECK_VIOLATION },
	{ "INSERT INTO image VALUES ('%1$s', " HASH ", 'image/png', 1, 0, 'x')", CHECK_VIOLATION },
	{ "INSERT INTO image VALUES ('%1$s', " HASH ", 'image/png', 1, 1, '')", CHECK_VIOLATION },
	{ "INSERT INTO image VALUES ('%1$s', " HASH ", 'image/png', 1, 1, "
	    "convert_to(repeat('x', 262145), 'UTF8'))", CHECK_VIOLATION },
	{ "INSERT INTO profile_logo (tenant_id, profile_id, url) VALUES ('%1$s', '%2$s', 'u')",
	    CHECK_VIOLATION },
	{ "INSERT INTO profile_logo (tenant_id, profile_id, url, image_hash, problem) VALUES "
	    "('%1$s', '%2$s', 'u', " HASH ", 'p')", CHECK_VIOLATION },
	{ "INSERT INTO profile_logo (tenant_id, profile_id, url, image_hash) VALUES ('%1$s', "
	    "'%2$s', 'u', " HASH ")", FOREIGN_KEY_VIOLATION },
	{ "UPDATE ticket SET uses = 11, first_used_at = now(), ends_at = now() "
	    "WHERE ticket_id = '%3$s'", CHECK_VIOLATION },
	{ "UPDATE ticket SET uses = -1 WHERE ticket_id = '%3$s'", CHECK_VIOLATION },
	{ "UPDATE ticket SET uses = 1 WHERE ticket_id = '%3$s'", CHECK_VIOLATION },
	{ "UPDATE ticket SET ends_at = now() WHERE ticket_id = '%3$s'", CHECK_VIOLATION },
	{ "UPDATE ticket SET profile_id = NULL WHERE ticket_id = '%3$s'", CHECK_VIOLATION },
	{ "UPDATE ticket SET config = '{}' WHERE ticket_id = '%3$s'", NOT_NULL_VIOLATION },
	{ "UPDATE ticket SET config = '[]' WHERE ticket_id = '%3$s'", NOT_NULL_VIOLATION },
	{ "UPDATE ticket SET config = config || '{\"domain_aliases_config\": "
	    "{\"domain_verification\": \"maybe\"}}' WHERE ticket_id = '%3$s'", CHECK_VIOLATION },
	{ "UPDATE ticket SET secret_hash = 'x' WHERE ticket_id = '%3$s'", CHECK_VIOLATION },
	{ "UPDATE ticket SET ticket_id = 'short' WHERE ticket_id = '%3$s'", CHECK_VIOLATION },
	{ "INSERT INTO session (tenant_id, ticket_id, token_hash) VALUES ('%1$s', 'nobody', " HASH
	    ")", FOREIGN_KEY_VIOLATION },
	{ "INSERT INTO session (tenant_id, ticket_id, token_hash) VALUES ('%1$s', '%3$s', "
	    "'plain token')", CHECK_VIOLATION },
	{ "INSERT INTO wizard (tenant_id, ticket_id) VALUES ('%1$s', 'nobody')",
	    FOREIGN_KEY_VIOLATION },
	{ "INSERT INTO job (tenant_id, kind, subject) VALUES ('%1$s', 'Bad Kind', 'x')",
	    CHECK_VIOLATION },
	{ "INSERT INTO wizard (tenant_id, ticket_id, step) VALUES ('%1$s', '%3$s', 'Bad Step')",
	    CHECK_VIOLATION },
	{ "INSERT INTO event (tenant_id, kind, outcome, actor) VALUES ('%1$s', 'Bad Kind', 'info', "
	    "'system:x')", CHECK_VIOLATION },
	{ "INSERT INTO event (tenant_id, kind, outcome, actor) VALUES ('%1$s', 'x', 'maybe', "
	    "'system:x')", CHECK_VIOLATION },
	{ "INSERT INTO event (tenant_id, kind, outcome, actor) VALUES ('%1$s', 'x', 'info', 'me')",
	    CHECK_VIOLATION },
};

static char *
filled_in(struct arena *a, const char *statement, const char *const values[3])
{
	char *text = arena_text(a, ""), *mark;
	const char *from = statement;

	while ((mark = strstr(from, "%")) != NULL) {
		text = arena_print(a, "%s%.*s%s", text, (int)(mark - from), from,
		    values[mark[1] - '1']);
		from = mark + strlen("%1$s");
	}
	return arena_print(a, "%s%s", text, from);
}

TEST(schema_refuses_bad_rows)
{
	struct place *p = place_new();
	const char *profile = place_profile(p, "{\"name\":\"A\"}");
	const char *ticket = ticket_id_of(p->arena, place_ticket(p, profile, ""));
	const char *const values[] = { p->tenant, profile, ticket };
	const char *refusal;
	size_t i;

	for (i = 0; i < COUNT(bad_rows); i++) {
		refusal = sql_refusal(p->arena, filled_in(p->arena, bad_rows[i].statement, values));
		CHECK(text_is(refusal, bad_rows[i].state), "%s: \"%s\"",
		    bad_rows[i].statement, refusal);
	}
}

TEST(schema_has_no_domain_twice)
{
	struct place *p = place_new();
	struct place other = place_beside(p);

	assert_string_equal(sql_refusal(p->arena, arena_print(p->arena,
	    "INSERT INTO tenant_domain VALUES ('%s', '%s')", other.tenant, p->domain)),
	    UNIQUE_VIOLATION);
}
