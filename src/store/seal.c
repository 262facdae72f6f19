/* SPDX-License-Identifier: Apache-2.0 */
#include "store/seal.h"

enum { BATCH = 1000 };

#define MEMBER(name) { #name, FIELD_TEXT, 0, offsetof(struct sealed_text, name) }

static const struct field fields[] = { MEMBER(tenant_id), MEMBER(place), MEMBER(id), MEMBER(part),
	MEMBER(sealed), MEMBER(renewed) };
static const struct shape sealed_text_shape = SHAPE(struct sealed_text, fields);

enum status
seal_key_tell(const struct act *act, const char *key_id)
{
	struct rows r;

	return store_query(act, Q_SEAL_KEY_TELL, ARGS(key_id, act->actor), &r);
}

enum status
seal_stale(const struct act *act, const char *key_ids, struct sealed_text **out, size_t *count)
{
	struct rows r;
	enum status st = store_query(act, Q_SEAL_STALE, ARGS(key_ids, arg_long(act, BATCH)), &r);
	int i;

	if (st != OK)
		return st;
	*count = (size_t)r.count;
	*out = arena_array(act->arena, *count, sizeof(**out));
	for (i = 0; i < r.count; i++)
		(*out)[i] = (struct sealed_text){
			.given = GIVEN_ALL,
			.tenant_id = rows_text(&r, i, C_SEAL_STALE_TENANT_ID),
			.place = rows_text(&r, i, C_SEAL_STALE_PLACE),
			.id = rows_text(&r, i, C_SEAL_STALE_ID),
			.part = rows_text(&r, i, C_SEAL_STALE_PART),
			.sealed = rows_text(&r, i, C_SEAL_STALE_SEALED),
		};
	return OK;
}

enum status
seal_renew(const struct act *act, const char *key_id, const struct sealed_text *texts,
    size_t count, long *renewed)
{
	struct rows r;
	enum status st = store_query(act, Q_SEAL_RENEW, ARGS(key_id,
	    fields_encode_list(act->arena, &sealed_text_shape, texts, count), act->actor), &r);

	if (st == OK)
		*renewed = rows_long(&r, 0, C_SEAL_RENEW_COUNT);
	return st;
}

enum status
seal_census(const struct act *act, const char *key_id, struct seal_count **out, size_t *count)
{
	struct rows r;
	enum status st = store_query(act, Q_SEAL_CENSUS, ARGS(key_id), &r);
	int i;

	if (st != OK)
		return st;
	*count = (size_t)r.count;
	*out = arena_array(act->arena, *count, sizeof(**out));
	for (i = 0; i < r.count; i++)
		(*out)[i] = (struct seal_count){ rows_text(&r, i, C_SEAL_CENSUS_KEY_ID),
			rows_long(&r, i, C_SEAL_CENSUS_COUNT) };
	return OK;
}

enum status
seal_retire(const struct act *act, const char *key_ids, long *remaining)
{
	struct rows r;
	enum status st = store_query(act, Q_SEAL_RETIRE, ARGS(key_ids, act->actor), &r);

	if (st == OK)
		*remaining = rows_long(&r, 0, C_SEAL_RETIRE_REMAINING);
	return st;
}
