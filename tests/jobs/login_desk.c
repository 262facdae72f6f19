/* SPDX-License-Identifier: Apache-2.0 */
#include "login_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "actions/login.h"
#include "actions/signing_key.h"
#include "base/encode.h"
#include "base/hash.h"
#include "base/seal.h"
#include "hostile_server.h"
#include "keys.h"
#include "test.h"

#define BROWSER_TOKEN "TokenOfTheBrowserThatStartedThem"

enum { PATIENCE_MS = 60 * 1000, KEY_FILE_BYTES = 16 * 1024 };

struct login_place
login_place_new(void)
{
	struct login_place l = { .place = place_new(), .arena = arena_new() };

	hostile_server_start();
	sql("DELETE FROM login");
	must(l.place, fetcher_new(&(struct fetch_settings){ "localhost", "", "1-65535",
	    hostile_server.trusted }, &l.fetcher, &l.place->fault));
	seal_keys(l.place->arena, &l.public_key, &l.secret_key);
	l.desk = mmap(NULL, sizeof(*l.desk), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(l.desk != MAP_FAILED);
	l.tools = (struct login_tools){ .exchanges = exchanges_new(l.arena, l.fetcher),
		.secret_key = file_of_text(l.place->arena, arena_print(l.place->arena, "%s\n", l.secret_key)),
		.claims_days = 7, .cpu_s = LOGIN_CPU_S, .begin = login_begin };
	return l;
}

void
login_place_free(struct login_place *l)
{
	arena_free(l->arena);
	fetcher_free(l->fetcher);
	munmap(l->desk, sizeof(*l->desk));
}

void
login_rotate_keys(struct login_place *l)
{
	const char *former = l->secret_key;
	FILE *file;

	seal_keys(l->place->arena, &l->public_key, &l->secret_key);
	file = fopen(l->tools.secret_key, "w");
	assert_non_null(file);
	fprintf(file, "%s\n%s\n", l->secret_key, former);
	fclose(file);
}

/* --- connections --- */

static const char *
provider_url(struct place *p, const char *name, const char *rest)
{
	return arena_print(p->arena, "https://localhost:%d/idp/%s%s", hostile_server.good, name, rest);
}

static void
set_revision(struct customer *c, const char *column, const char *value)
{
	sql("UPDATE connection_revision r SET %s = '%s' FROM connection n WHERE r.tenant_id = '%s' AND n.ticket_id = '%s' "
	    "AND r.tenant_id = n.tenant_id AND r.connection_id = n.connection_id", column, value, c->tenant, c->id);
}

void
login_options(struct customer *c, const char *options)
{
	sql("UPDATE connection_revision r SET settings = r.settings || '%s' FROM connection n WHERE r.tenant_id = '%s' "
	    "AND n.ticket_id = '%s' AND r.tenant_id = n.tenant_id AND r.connection_id = n.connection_id", options,
	    c->tenant, c->id);
}

struct customer
login_customer(struct login_place *l, struct place *p, const char *name)
{
	struct customer c = customer_connected(p, arena_print(p->arena, "\"name\":\"%s\"", name), "," CLIENTS);
	const char *issuer = provider_url(p, name, ""), *sealed;

	login_options(&c, arena_print(p->arena, "{\"type\":\"back_channel\",\"issuer\":\"%s\",\"client_id\":\"client\","
	    "\"authorization_endpoint\":\"%s/authorize\",\"token_endpoint\":\"%s/token\",\"jwks_uri\":\"%s/keys\","
	    "\"token_endpoint_auth_method\":\"client_secret_post\"}", issuer, issuer, issuer, issuer));
	must(p, seal(p->arena, l->public_key, arena_print(p->arena, "client_secret %s %s", c.tenant, c.id),
	    A_CLIENT_SECRET, &sealed, &p->fault));
	set_revision(&c, "sealed_secret", sealed);
	set_revision(&c, "sealed_for", arena_print(p->arena, "{\"client_secret\":{\"issuer\":\"%s\",\"token_endpoint\":"
	    "\"%s/token\",\"client_id\":\"client\"}}", issuer, issuer));
	return c;
}

const char *
login_key_file(struct arena *a, const char *name)
{
	const char *source = getenv("srcdir");
	char *text = arena_alloc(a, KEY_FILE_BYTES);
	FILE *file = fopen(arena_print(a, "%s/tests/unit/saml/keys/%s", source == NULL ? "." : source, name), "r");

	assert_non_null(file);
	assert_true(fread(text, 1, KEY_FILE_BYTES - 1, file) > 0);
	fclose(file);
	return text;
}

void
login_key(struct login_place *l)
{
	struct arena *a = l->place->arena;
	struct key_pair pair = { .kind = "rsa3072", .subject = "CN=acme", .certificate = login_key_file(a, "sp.pem"),
		.pkcs7 = PKCS7_PEM, .sha1 = SHA1, .sha256 = SHA256,
		.private_key = arena_text(a, login_key_file(a, "sp.key")) };

	must(l->place, keep_key(place_act(l->place), &pair, l->public_key));
}

/* --- logins --- */

const char *
login_nonce_of(struct login_place *l, const char *login_id)
{
	return login_nonce(l->place->arena, BROWSER_TOKEN, login_id);
}

const char *
login_begun(struct customer *c, bool needs_signature)
{
	struct place *p = c->place;
	struct visit v = customer_visit(c);
	const char *id = login_id_new(p->arena);

	must(p, login_start(ACT(p->store, p->arena, c->tenant, "system:test", &p->fault), &v, id,
	    hash_text(p->arena, BROWSER_TOKEN), needs_signature, false));
	return id;
}

static void
answer(struct login_place *l, struct customer *c, const char *id, const char *query)
{
	struct place *p = c->place;
	struct login_claimed claimed;
	const char *sealed;

	must(p, seal(p->arena, l->public_key, LOGIN_TOKEN_SUBJECT, BROWSER_TOKEN, &sealed, &p->fault));
	must(p, login_claim_query(ACT(p->store, p->arena, c->tenant, "system:test", &p->fault), c->domain, id, query,
	    hash_text(p->arena, BROWSER_TOKEN), sealed, &claimed));
	assert_int_equal(claimed.claim, CLAIM_TAKEN);
}

void
login_post(struct login_place *l, struct customer *c, const char *id, const char *form)
{
	struct place *p = c->place;
	const struct act act = { p->store, p->arena, c->tenant, "system:test", &p->fault };
	const char *hash = hash_text(p->arena, id), *sealed;
	struct login_claimed claimed;

	must(p, seal(p->arena, l->public_key, LOGIN_TOKEN_SUBJECT, BROWSER_TOKEN, &sealed, &p->fault));
	must(p, login_post_keep(&act, c->domain, id, NULL, hash, form));
	must(p, login_claim_form(&act, c->domain, hash, hash_text(p->arena, BROWSER_TOKEN), sealed, &claimed));
	assert_int_equal(claimed.claim, CLAIM_TAKEN);
}

const char *
login_with_query(struct login_place *l, struct customer *c, const char *query)
{
	const char *id = login_begun(c, false);

	answer(l, c, id, arena_print(c->place->arena, "%s&state=%s", query, id));
	return id;
}

const char *
login_with_code(struct login_place *l, struct customer *c, const char *code)
{
	struct arena *a = c->place->arena;
	const char *id = login_begun(c, false), *whole = arena_print(a, "{\"nonce\":\"%s\"%s%s}", login_nonce_of(l, id),
	    *code == '\0' ? "" : ",", code);

	answer(l, c, id, arena_print(a, "code=%s&state=%s", url_encode(a, whole), id));
	return id;
}

/* --- work --- */

static long
logins_with(const char *condition)
{
	return sql_long("SELECT count(*) FROM login WHERE %s", condition);
}

void
login_work_until_there(struct login_place *l, const char *condition, long count)
{
	struct place *p = l->place;
	struct arena *a = arena_new();
	const struct act act = { p->store, a, NULL, NULL, &p->fault };
	moment ends_at = clock_steady_ms() + PATIENCE_MS;

	if (l->worker == NULL)
		l->worker = login_worker_new(l->arena, &l->tools, "place", l->desk);
	must(p, store_listen(p->store, "login_wake", &p->fault));
	while (logins_with(condition) < count) {
		must(p, login_worker_turn(&act, l->worker, true));
		if (logins_with(condition) < count)
			must(p, login_worker_wait(&act, l->worker, NULL));
		CHECK(clock_steady_ms() < ends_at, "%ld: %s", logins_with(condition), condition);
		arena_reset(a);
	}
	arena_free(a);
}

void
login_work_until(struct login_place *l, long ended)
{
	login_work_until_there(l, "ended_at IS NOT NULL", ended);
}

const char *
login_end_of(struct login_place *l, const char *login_id)
{
	return sql_text(l->place->arena, "SELECT outcome ->> 'failure' FROM login WHERE login_id = '%s'", login_id);
}

const char *
login_provider_says(struct login_place *l, const char *path)
{
	static const struct fetch_kind kind = { .accept = "*/*", .max_bytes = 4096, .total_ms = 60000,
		.connect_ms = 60000, .slow_s = 60 };
	struct place *p = l->place;
	struct fetched got;

	must(p, fetch(l->fetcher, p->arena, arena_print(p->arena, "https://localhost:%d%s", hostile_server.good, path),
	    &kind, &got, &p->fault));
	return got.body;
}

void
login_release_held(struct login_place *l, const char *name)
{
	login_provider_says(l, arena_print(l->place->arena, "/release/%s", name));
}
