/* SPDX-License-Identifier: Apache-2.0 */
#include "store/logo.h"

#include <sodium.h>

#include "base/hash.h"

enum status
logo_wanted(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const char **url, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_LOGO_WANTED, ARGS(tenant_id, profile_id), &r, f);

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
logo_save(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const char *url, const struct image *image, const void *bytes, size_t count, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_LOGO_SAVE, ARGS(tenant_id, profile_id, url,
	    hash_hex(a, bytes, count), image->media_type, arena_print(a, "%u", image->width),
	    arena_print(a, "%u", image->height), bytea(a, bytes, count)), &r, f);
}

enum status
logo_fail(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const char *url, const char *problem, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_LOGO_FAIL, ARGS(tenant_id, profile_id, url, problem), &r, f);
}

enum status
image_sweep(struct store *s, struct arena *a, const char *tenant_id, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_IMAGE_SWEEP, ARGS(tenant_id), &r, f);
}

enum status
image_load(struct store *s, struct arena *a, const char *host, const char *image_hash,
    const char **media_type, const char **bytes, size_t *count, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_IMAGE_LOAD, ARGS(host, image_hash), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(f, NOT_FOUND, "There is no such image.");
	*media_type = rows_text(&r, 0, C_IMAGE_LOAD_MEDIA_TYPE);
	*bytes = rows_bytes(a, &r, 0, C_IMAGE_LOAD_BYTES, count);
	return OK;
}
