/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "call.h"
#include "model/attributes/attribute_template.h"
#include "model/tenant/client.h"
#include "test.h"

#define PATH "/api/v2/user-attribute-profiles"
#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
#define EMAIL "\"email\":{\"description\":\"Mail\",\"label\":\"E-mail\",\"profile_required\":true," \
	"\"auth0_mapping\":\"email\",\"oidc_mapping\":{\"mapping\":\"${context.tokenset.email}\"," \
	"\"display_name\":\"email\"},\"saml_mapping\":[\"" CLAIMS "emailaddress\"]}"
#define BODY(name) "{\"name\":\"" name "\",\"user_attributes\":{" EMAIL "}}"
#define USER_ID "{\"oidc_mapping\":\"sub\",\"saml_mapping\":[\"" CLAIMS "nameidentifier\",\"" CLAIMS \
	"upn\",\"" CLAIMS "name\"],\"scim_mapping\":\"externalId\"}"
#define UNKNOWN "uap_1cABCDEFGHJKLMNPQRSTUV"

static const char *
path_of(struct place *p, const char *id)
{
	return arena_print(p->arena, PATH "/%s", id);
}

static const char *
created(struct place *p, const struct caller *c, const char *body)
{
	struct answer a = call(p, c, "POST", PATH, body);

	CHECK(a.code == 201, "%s", a.body);
	return member(p, &a, "id");
}

TEST(attribute_profiles_are_created_read_changed_and_deleted)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a = call(p, &c, "POST", PATH, BODY("A"));
	const char *id = member(p, &a, "id"), *path = path_of(p, id);
	const char *whole = arena_print(p->arena, "{\"id\":\"%s\",\"name\":\"A\",\"user_id\":" USER_ID
	    ",\"user_attributes\":{%s}}", id, EMAIL);

	CHECK(text_starts(id, "uap_1c") && strlen(id) == 26, "%s", id);
	assert_int_equal(a.round_trips, 2);
	a = call(p, &c, "GET", path, NULL);
	assert_int_equal(a.round_trips, 2);
	assert_int_equal(a.code, 200);
	assert_string_equal(member(p, &a, "user_id"), USER_ID);
	assert_int_equal(strlen(a.body), strlen(whole));
	a = call(p, &c, "PATCH", path, "{\"name\":\"B\",\"user_id\":{\"scim_mapping\":\"userName\"}}");
	assert_int_equal(a.code, 200);
	assert_int_equal(a.round_trips, 2);
	assert_string_equal(member(p, &a, "name"), "B");
	assert_non_null(strstr(member(p, &a, "user_id"), "\"scim_mapping\":\"userName\""));
	a = call(p, &c, "PATCH", path, "{\"user_id\":null}");
	assert_string_equal(member(p, &a, "user_id"), USER_ID);
	a = call(p, &c, "DELETE", path, NULL);
	assert_int_equal(a.code, 204);
	assert_string_equal(a.body, "");
	assert_int_equal(a.round_trips, 2);
	a = call(p, &c, "DELETE", path, NULL);
	assert_int_equal(a.code, 204);
	a = call(p, &c, "GET", path, NULL);
	check_error(p, &a, 404, "User attribute profile not found.", NULL);
	a = call(p, &c, "PATCH", path, "{}");
	check_error(p, &a, 404, "User attribute profile not found.", NULL);
}

TEST(attribute_profiles_that_are_wrong_are_refused)
{
	static const struct {
		const char	*body, *message;
	} rows[] = {
		{ "{}", "Payload validation error: 'Missing required property: name'." },
		{ BODY("") , "Payload validation error: 'String is too short (0 chars), minimum 1' on property "
		    "name (The name of the user attribute profile.)." },
		{ "{\"name\":\"A\",\"user_attributes\":{}}", "Payload validation error: 'Too few properties "
		    "defined (0), minimum 1' on property user_attributes (User attributes configuration map. "
		    "Keys are attribute names, values are the mapping configuration for each attribute.)." },
		{ "{\"name\":\"A\",\"x\":1,\"user_attributes\":{" EMAIL "}}",
		    "Payload validation error: 'Additional properties not allowed: x'." },
		{ "{\"name\":\"A\",\"user_attributes\":{\"e\":{\"description\":\"d\",\"label\":\"l\","
		    "\"profile_required\":true,\"auth0_mapping\":\"e\",\"oidc_mapping\":{\"mapping\":"
		    "\"${context.email}\"}}}}", "Payload validation error: 'Not an expression: at character 3: "
		    "expected context.connection.*, context.tokenset.* or context.userinfo.*, in "
		    "${context.email}' on property user_attributes.e.oidc_mapping.mapping (OIDC mapping field)." },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = call(p, &c, "POST", PATH, rows[i].body);
		check_error(p, &a, 400, rows[i].message, "invalid_body");
	}
	a = ASK(p, .method = "POST", .path = PATH, .type = FORM_TYPE, .authorization = c.authorization,
	    .body = "name=A");
	check_error(p, &a, 400, "Payload validation error: 'Missing required property: user_attributes'.",
	    "invalid_body");
	a = call(p, &c, "PATCH", path_of(p, created(p, &c, BODY("A"))), "{\"id\":\"" UNKNOWN "\"}");
	check_error(p, &a, 400, "Payload validation error: 'Additional properties not allowed: id'.",
	    "invalid_body");
	a = call(p, &c, "POST", PATH, BODY("A"));
	check_error(p, &a, 409, "User attribute profile conflict.", NULL);
	assert_int_equal(sql_long("SELECT count(*) FROM attribute_profile WHERE tenant_id = '%s'",
	    p->tenant), 1);
}

TEST(attribute_profiles_need_their_scopes)
{
	static const struct {
		const char	*method, *path, *scope;
	} rows[] = {
		{ "GET", PATH, "read" }, { "POST", PATH, "create" }, { "GET", PATH "/templates", "read" },
		{ "GET", PATH "/templates/auth0-generic", "read" }, { "GET", PATH "/" UNKNOWN, "read" },
		{ "PATCH", PATH "/" UNKNOWN, "update" }, { "DELETE", PATH "/" UNKNOWN, "delete" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:self_service_profiles");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = call(p, &c, rows[i].method, rows[i].path, NULL);
		check_error(p, &a, 403, arena_print(p->arena, "Insufficient scope, expected any of: "
		    "%s:user_attribute_profiles", rows[i].scope), "insufficient_scope");
	}
}

/* --- lists --- */

static struct answer
list(struct place *p, const struct caller *c, const char *query)
{
	return ASK(p, .path = PATH, .query = query, .authorization = c->authorization);
}

static size_t
listed(const struct answer *a, const char **next)
{
	static char cursor[100];
	json_t *body = json_loads(a->body, 0, NULL);
	size_t count = json_array_size(json_object_get(body, "user_attribute_profiles"));
	const char *text = json_string_value(json_object_get(body, "next"));

	CHECK(a->code == 200, "%s", a->body);
	*next = NULL;
	if (text != NULL) {
		assert_true(strlen(text) < sizeof(cursor));
		*next = strcpy(cursor, text);
	}
	json_decref(body);
	return count;
}

TEST(attribute_profiles_are_listed_from_page_to_page)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a = list(p, &c, "");
	const char *next, *id;
	int i;

	check_answer(&a, 200, "{\"user_attribute_profiles\":[]}");
	for (i = 0; i < 7; i++)
		created(p, &c, arena_print(p->arena, "{\"name\":\"P%d\",\"user_attributes\":{%s}}", i, EMAIL));
	a = list(p, &c, "");
	assert_int_equal(listed(&a, &next), 5);
	assert_int_equal(a.round_trips, 2);
	id = sql_text(p->arena, "SELECT attribute_profile_id FROM attribute_profile WHERE tenant_id = '%s' "
	    "ORDER BY 1 OFFSET 4 LIMIT 1", p->tenant);
	assert_string_equal(next, base64url_encode(p->arena, id, strlen(id)));
	assert_null(strchr(next, '='));
	a = list(p, &c, arena_print(p->arena, "from=%s&take=2", next));
	assert_int_equal(listed(&a, &next), 2);
	assert_null(next);
	a = list(p, &c, "take=7");
	assert_int_equal(listed(&a, &next), 7);
	assert_null(next);
	a = list(p, &c, "take=6");
	assert_int_equal(listed(&a, &next), 6);
	assert_non_null(next);
	a = list(p, &c, "take=1000000000");
	assert_int_equal(listed(&a, &next), 7);
	sql("INSERT INTO attribute_profile SELECT tenant_id, 'uap_1c' || translate(lpad(n::text, 20, 'A'), "
	    "'0', 'B'), 'N' || n, user_id, user_attributes FROM attribute_profile, generate_series(1, 99) n "
	    "WHERE tenant_id = '%s' AND name = 'P0'", p->tenant);
	a = list(p, &c, "take=1000000000");
	assert_int_equal(listed(&a, &next), 100);
	assert_non_null(next);
}

TEST(attribute_profiles_lists_refuse_wrong_queries)
{
	static const struct {
		const char	*query, *what;
	} rows[] = {
		{ "take=0", "'Value 0 is less than minimum 1' on property take" },
		{ "take=x", "on property take" }, { "page=0", "Additional properties not allowed: page" },
		{ "from=", "from" }, { "from=x", "from" }, { "from=%21", "from" }, { "from=" UNKNOWN, "from" },
		{ "from=c3NwXzE", "from" }, { "from=AAAA", "from" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = list(p, &c, rows[i].query);
		CHECK(a.code == 400 && strstr(member(p, &a, "message"), rows[i].what) != NULL, "%s: %s",
		    rows[i].query, a.body);
		assert_string_equal(member(p, &a, "errorCode"), "invalid_query_string");
	}
}

/* --- templates --- */

TEST(attribute_templates_are_served_and_can_be_posted)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a = call(p, &c, "GET", PATH "/templates", NULL), made;
	const char *template;
	json_t *served, *kept;

	check_answer(&a, 200, arena_print(p->arena, "{\"user_attribute_profile_templates\":[%s]}",
	    attribute_template));
	a = call(p, &c, "GET", PATH "/templates/auth0-generic", NULL);
	check_answer(&a, 200, attribute_template);
	assert_int_equal(a.round_trips, 1);
	template = member(p, &a, "template");
	made = call(p, &c, "POST", PATH, template);
	assert_int_equal(made.code, 201);
	served = json_loads(template, 0, NULL);
	kept = json_loads(made.body, 0, NULL);
	json_object_del(kept, "id");
	assert_true(json_equal(kept, served));
	json_decref(kept);
	json_decref(served);
	a = call(p, &c, "GET", PATH "/templates/auth0", NULL);
	check_error(p, &a, 404, "User attribute profile template not found.", NULL);
}

/* --- used by self-service profiles --- */

static const char *
profile_path(struct place *p, const struct answer *a)
{
	return arena_print(p->arena, PROFILES "/%s", member(p, a, "id"));
}

#define ASKED "\"user_attributes\":[{\"name\":\"a\",\"description\":\"b\",\"is_optional\":true}]"

TEST(profiles_use_an_attribute_profile)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	const char *id = created(p, &c, BODY("A")), *path;
	struct answer a = call(p, &c, "POST", PROFILES, arena_print(p->arena,
	    "{\"name\":\"A\",\"user_attribute_profile_id\":\"%s\"}", id));

	assert_int_equal(a.code, 201);
	assert_int_equal(a.round_trips, 2);
	assert_string_equal(member(p, &a, "user_attribute_profile_id"), id);
	assert_string_equal(member(p, &a, "user_attributes"), "[]");
	path = profile_path(p, &a);
	a = call(p, &c, "GET", path, NULL);
	assert_string_equal(member(p, &a, "user_attribute_profile_id"), id);
	a = call(p, &c, "GET", PROFILES, NULL);
	assert_non_null(strstr(a.body, id));
	a = call(p, &c, "DELETE", path_of(p, id), NULL);
	check_error(p, &a, 409, "This user attribute profile is used by 1 self-service profile. Take it "
	    "from there first.", NULL);
	/* the other way, as Terraform's provider does */
	a = call(p, &c, "PATCH", path, "{\"user_attribute_profile_id\":null}");
	assert_int_equal(a.code, 200);
	assert_string_equal(member(p, &a, "user_attribute_profile_id"), "");
	a = call(p, &c, "PATCH", path, "{" ASKED "}");
	assert_int_equal(a.code, 200);
	a = call(p, &c, "PATCH", path, "{\"user_attributes\":null}");
	assert_int_equal(a.code, 200);
	a = call(p, &c, "PATCH", path, arena_print(p->arena, "{\"user_attribute_profile_id\":\"%s\"}", id));
	assert_int_equal(a.code, 200);
	assert_string_equal(member(p, &a, "user_attribute_profile_id"), id);
	assert_string_equal(member(p, &a, "user_attributes"), "[]");
	/* and both at once */
	a = call(p, &c, "PATCH", path, "{\"user_attribute_profile_id\":null," ASKED "}");
	assert_int_equal(a.code, 200);
	assert_string_equal(member(p, &a, "user_attribute_profile_id"), "");
	a = call(p, &c, "PATCH", path, arena_print(p->arena, "{\"user_attribute_profile_id\":\"%s\","
	    "\"user_attributes\":null}", id));
	assert_int_equal(a.code, 200);
	assert_string_equal(member(p, &a, "user_attributes"), "[]");
	a = call(p, &c, "DELETE", path, NULL);
	assert_int_equal(a.code, 204);
	a = call(p, &c, "DELETE", path_of(p, id), NULL);
	assert_int_equal(a.code, 204);
}

TEST(profiles_map_one_way_only)
{
	static const char both[] = "user_attributes and user_attribute_profile_id cannot be set together: "
	    "set the one that is not used to null.";
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, all_scopes), stranger = caller_new(&other, all_scopes);
	const char *id = created(p, &c, BODY("A")), *theirs = created(&other, &stranger, BODY("A"));
	const char *use = arena_print(p->arena, "{\"user_attribute_profile_id\":\"%s\"}", id);
	const char *ids[] = { UNKNOWN, theirs };
	struct answer made = call(p, &c, "POST", PROFILES, "{\"name\":\"A\"," ASKED "}"), a;
	const char *path = profile_path(p, &made);
	size_t i;

	a = call(p, &c, "POST", PROFILES, arena_print(p->arena,
	    "{\"name\":\"A\",\"user_attribute_profile_id\":\"%s\"," ASKED "}", id));
	check_error(p, &a, 400, both, "invalid_body");
	a = call(p, &c, "PATCH", path, use);
	check_error(p, &a, 400, both, "invalid_body");
	a = call(p, &c, "GET", path, NULL);
	assert_string_equal(a.body, made.body);
	a = call(p, &c, "PATCH", path, "{\"user_attributes\":[]}");
	assert_int_equal(a.code, 200);
	a = call(p, &c, "PATCH", path, use);
	assert_int_equal(a.code, 200);
	a = call(p, &c, "PATCH", path, "{" ASKED "}");
	check_error(p, &a, 400, both, "invalid_body");
	a = call(p, &c, "PATCH", path, "{\"name\":\"B\",\"user_attributes\":[]}");
	assert_int_equal(a.code, 200);
	for (i = 0; i < COUNT(ids); i++) {
		use = arena_print(p->arena, "{\"name\":\"A\",\"user_attribute_profile_id\":\"%s\"}", ids[i]);
		a = call(p, &c, "POST", PROFILES, use);
		check_error(p, &a, 400, arena_print(p->arena, "User attribute profile not found: %s", ids[i]),
		    "invalid_body");
		a = call(p, &c, "PATCH", path, use);
		check_error(p, &a, 400, arena_print(p->arena, "User attribute profile not found: %s", ids[i]),
		    "invalid_body");
	}
	assert_int_equal(sql_long("SELECT profile_count FROM tenant WHERE tenant_id = '%s'", p->tenant), 1);
}
