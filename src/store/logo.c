/* SPDX-License-Identifier: Apache-2.0 */
#include "store/logo.h"

#include <sodium.h>

#include "base/hash.h"

enum status
logo_wanted(const struct act *act, const char *profile_id, const char **url)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGO_WANTED, ARGS(act->tenant_id, profile_id), &r);

	if (st == OK)
		*url = r.count == 0 ? NULL : rows_text(&r, 0, C_LOGO_WANTED_URL);
	return st;
}

/* The text form of a bytea. */
static char *
bytea(struct arena *a, const void *bytes, size_t count)
{
	char *text = arena_alloc(a, count * 2 + 3);

	text[0] = '\\';
	text[1] = 'x';
	sodium_bin2hex(text + 2, count * 2 + 1, bytes, count);
	return text;
}

enum status
logo_save(const struct act *act, const char *profile_id, const char *url,
    const struct image *image, const void *bytes, size_t count)
{
	struct rows r;

	return store_query(act, Q_LOGO_SAVE, ARGS(act->tenant_id, profile_id, url,
	    hash_hex(act->arena, bytes, count), image->media_type, arg_long(act, image->width),
	    arg_long(act, image->height), bytea(act->arena, bytes, count)), &r);
}

enum status
logo_fail(const struct act *act, const char *profile_id, const char *url,
    const struct objects *problem)
{
	struct rows r;

	return store_query(act, Q_LOGO_FAIL, ARGS(act->tenant_id, profile_id, url,
	    arg_sentences(act, problem)), &r);
}

enum status
image_sweep(const struct act *act)
{
	struct rows r;

	return store_query(act, Q_IMAGE_SWEEP, ARGS(act->tenant_id), &r);
}

enum status
image_load(const struct act *act, const char *host, const char *image_hash,
    const char **media_type, const char **bytes, size_t *count)
{
	struct rows r;
	enum status st = store_query(act, Q_IMAGE_LOAD, ARGS(host, image_hash), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "There is no such image.");
	*media_type = rows_text(&r, 0, C_IMAGE_LOAD_MEDIA_TYPE);
	*bytes = rows_bytes(act->arena, &r, 0, C_IMAGE_LOAD_BYTES, count);
	return OK;
}
