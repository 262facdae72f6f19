/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/login_secret.h"

#include "base/log.h"
#include "base/seal.h"
#include "base/sentence.h"

static enum status
read_keys(struct arena *a, const char *key_file, struct seal_ring *out, struct fault *f)
{
	struct fault why = { 0 };

	if (seal_secret_keys_read(a, key_file, out, &why) == OK)
		return OK;
	log_fault(LOG_ERROR, &why);
	return fail_broken(f);
}

static enum status
refuse_sealed(const char *what, struct fault *f)
{
	log_line(LOG_ERROR, "a sealed text does not open", "what", what, NULL);
	return fail_broken(f);
}

enum status
login_open(struct arena *a, const char *key_file, const char *subject, const char *sealed,
    const char **out, struct fault *f)
{
	struct seal_ring keys;
	enum status st = read_keys(a, key_file, &keys, f);
	size_t i;

	if (st != OK)
		return st;
	for (i = 0; i < keys.count; i++)
		if (seal_open(a, keys.items[i], subject, sealed, out, f) == OK)
			return OK;
	return refuse_sealed(subject, f);
}

enum status
login_open_client_secret(struct arena *a, const char *key_file, const struct login_work *w,
    const struct secret_place *to, const char **out, struct fault *f)
{
	const char *owners[] = { w->connection.id, w->secret_subject_ticket };
	struct kept_secret kept = { .sealed = w->sealed_secret, .place = w->secret_place };
	struct seal_ring keys;
	enum status st = read_keys(a, key_file, &keys, f);
	size_t i, owner;

	for (i = 0; st == OK && i < keys.count; i++)
		for (owner = 0; owner < 2 && owners[owner] != NULL; owner++) {
			kept.subject = arena_print(a, "client_secret %s %s", w->connection.tenant_id,
			    owners[owner]);
			st = secret_open(a, keys.items[i], &kept, to, out, f);
			if (st != BROKEN)
				return st;
			st = OK;
		}
	return st == OK ? refuse_sealed("client_secret", f) : st;
}
