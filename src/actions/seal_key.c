/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/seal_key.h"

#include "base/buf.h"
#include "base/text.h"
#include "store/seal.h"

enum status
tell_seal_key(const struct act *act, const char *public_key)
{
	return seal_key_tell(act, seal_key_id(act->arena, public_key));
}

static const char *
id_of(struct arena *a, const char *secret_key)
{
	return seal_key_id(a, seal_public_half(a, secret_key));
}

/* The ids of the former keys with blanks between. */
static const char *
former_ids(struct arena *a, const struct seal_ring *keys)
{
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "");
	for (i = 1; i < keys->count; i++)
		buf_print(&b, "%s%s", i == 1 ? "" : " ", id_of(a, keys->items[i]));
	return b.text;
}

/* Secrets that cannot be opened are left out.  Copies stay copies: a revision that repeats a
 * secret is known by that. */
static size_t
seal_all_again(struct arena *a, const struct seal_ring *keys, struct sealed_text *texts,
    size_t count)
{
	struct fault ignored;
	size_t kept = 0, i;

	for (i = 0; i < count; i++) {
		if (kept > 0 && text_is(texts[i].sealed, texts[kept - 1].sealed))
			texts[i].renewed = texts[kept - 1].renewed;
		else if (seal_again(a, keys, texts[i].sealed, &texts[i].renewed, &ignored) != OK)
			continue;
		texts[kept++] = texts[i];
	}
	return kept;
}

enum status
renew_some_seals(const struct act *act, const struct seal_ring *keys, long *renewed)
{
	struct sealed_text *texts;
	size_t count;
	enum status st = seal_stale(act, former_ids(act->arena, keys), &texts, &count);

	*renewed = 0;
	if (st == OK)
		count = seal_all_again(act->arena, keys, texts, count);
	return st != OK || count == 0 ? st
	    : seal_renew(act, id_of(act->arena, keys->items[0]), texts, count, renewed);
}

enum status
retire_seal_keys(const struct act *act, const struct seal_ring *keys, long *remaining)
{
	return seal_retire(act, former_ids(act->arena, keys), remaining);
}
