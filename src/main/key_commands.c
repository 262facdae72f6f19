/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <unistd.h>

#include "actions/seal_key.h"
#include "base/buf.h"
#include "base/sentence.h"
#include "base/text.h"
#include "main/commands.h"
#include "main/key_files.h"
#include "store/seal.h"

/* --- key create --- */

/* With a new secret key, secrets that were sealed before could not be opened, so none is
 * made. */
static enum status
refuse_half(const struct settings *settings, struct fault *f)
{
	return fail(f, INVALID, "%s exists, but its other half, %s, does not. Restore the missing file "
	    "from a backup. If nothing has been sealed yet, remove the file that exists.",
	    settings->seal_public_key, settings->seal_secret_key);
}

static enum status
complete_keys(struct arena *a, const struct settings *settings, const char **public_key,
    struct fault *f)
{
	const char *secret_key;
	enum status st = seal_key_read(a, settings->seal_secret_key, &secret_key, f);

	if (st != OK)
		return fail(f, st, "%s exists, but it cannot be read or holds no key. Restore it from a "
		    "backup or move it away.", settings->seal_secret_key);
	*public_key = seal_public_half(a, secret_key);
	return key_file_make(a, settings->seal_public_key, *public_key, 0644, f);
}

static enum status
make_both_keys(struct arena *a, const struct settings *settings, const char **public_key,
    struct fault *f)
{
	const char *secret_key;
	enum status st;

	seal_keys(a, public_key, &secret_key);
	st = key_file_make(a, settings->seal_secret_key, secret_key, 0600, f);
	return st == OK ? key_file_make(a, settings->seal_public_key, *public_key, 0644, f) : st;
}

/* The keys are made before there is a database, so this event may fail. */
static void
tell_of_keys(const struct act *act, const char *public_key)
{
	struct fault why;
	struct act telling = *act;
	enum status st = store_connect(act->store, &why);

	telling.fault = &why;
	if (st == OK)
		st = tell_seal_key(&telling, public_key);
	if (st != OK)
		fprintf(stderr, "postern: The keys were created, but the event was not recorded: %s\n",
		    st == UNAVAILABLE ? DATABASE_AWAY : fault_english(act->arena, &why));
}

/* A key that exists is never replaced, as the secrets that were sealed to it would be
 * lost.  This also finishes a pair of which an earlier try made only the secret key. */
static enum status
make_missing_keys(const struct act *act, const struct settings *settings)
{
	bool has_secret = access(settings->seal_secret_key, F_OK) == 0;
	bool has_public = access(settings->seal_public_key, F_OK) == 0;
	const char *public_key;
	enum status st;

	if (has_public)
		return has_secret ? OK : refuse_half(settings, act->fault);
	st = has_secret ? complete_keys(act->arena, settings, &public_key, act->fault)
	    : make_both_keys(act->arena, settings, &public_key, act->fault);
	if (st == OK)
		tell_of_keys(act, public_key);
	return st;
}

/* If two run at once, the second waits and finds the keys; otherwise the two files could
 * be halves of different pairs. */
static enum status
with_lock(const struct act *act, const struct settings *settings,
    enum status (*run)(const struct act *act, const struct settings *settings))
{
	int fd;
	enum status st = key_folder_lock(act->arena, settings, &fd, act->fault);

	if (st != OK)
		return st;
	st = run(act, settings);
	close(fd);
	return st;
}

enum status
command_key_create(const struct act *act, const struct options *o)
{
	const struct settings *settings = o->settings;

	if (access(settings->seal_public_key, F_OK) == 0
	    && access(settings->seal_secret_key, F_OK) == 0)
		return OK;
	return with_lock(act, settings, make_missing_keys);
}

/* --- key list, key rotate, key retire --- */

static const char *
id_of(struct arena *a, const char *secret_key)
{
	return seal_key_id(a, seal_public_half(a, secret_key));
}

static enum status
write_ring(struct arena *a, const struct settings *settings, const struct seal_ring *keys,
    struct fault *f)
{
	struct buf b = buf_in(a);
	size_t i;

	for (i = 0; i < keys->count; i++)
		buf_print(&b, "%s\n", keys->items[i]);
	return key_file_replace(a, settings->seal_secret_key, b.text, f);
}

/* The public key may still be that of the former pair, if an earlier try was killed. */
static enum status
read_ring(struct arena *a, const struct settings *settings, struct seal_ring *keys,
    bool *has_new_public, struct fault *f)
{
	const char *public_key = NULL;
	enum status st = key_file_check_owner(settings->seal_secret_key, f);

	if (st == OK)
		st = seal_secret_keys_read(a, settings->seal_secret_key, keys, f);
	if (st == OK)
		st = seal_key_read(a, settings->seal_public_key, &public_key, f);
	if (st != OK)
		return st;
	*has_new_public = text_is(public_key, seal_public_half(a, keys->items[0]));
	return *has_new_public || (keys->count > 1
	    && text_is(public_key, seal_public_half(a, keys->items[1]))) ? OK
	    : fail(f, INVALID, "%s and %s do not belong to the same key pair. Restore both from a backup.",
	    settings->seal_public_key, settings->seal_secret_key);
}

/* The secret half comes first: nothing is ever sealed to a key that cannot open it. */
static enum status
add_key(const struct act *act, const struct settings *settings, struct seal_ring *keys)
{
	const char *ignored;

	keys->items[1] = keys->items[0];
	keys->count = 2;
	seal_keys(act->arena, &ignored, &keys->items[0]);
	return write_ring(act->arena, settings, keys, act->fault);
}

static enum status
publish_key(const struct act *act, const struct settings *settings, const struct seal_ring *keys)
{
	const char *public_key = seal_public_half(act->arena, keys->items[0]);
	enum status st = key_file_replace(act->arena, settings->seal_public_key,
	    arena_print(act->arena, "%s\n", public_key), act->fault);

	if (st != OK)
		return st;
	tell_of_keys(act, public_key);
	printf("The new key is %s.\n", seal_key_id(act->arena, public_key));
	return OK;
}

/* Each batch has memory of its own, as there may be many. */
static enum status
renew_all(const struct act *act, const struct seal_ring *keys)
{
	struct act batch = *act;
	long renewed = 1, total = 0;
	enum status st = OK;

	while (st == OK && renewed > 0) {
		batch.arena = arena_new();
		st = renew_some_seals(&batch, keys, &renewed);
		arena_free(batch.arena);
		total += st == OK ? renewed : 0;
		if (st == OK && renewed > 0)
			fprintf(stderr, "postern: Secrets sealed to the new key so far: %ld\n", total);
	}
	if (st == UNAVAILABLE)
		return fail(act->fault, st, DATABASE_AWAY ". Run this command again to continue.");
	if (st == OK)
		printf("Secrets sealed to the key %s by this command: %ld\n",
		    id_of(act->arena, keys->items[0]), total);
	return st;
}

static bool
ring_has(struct arena *a, const struct seal_ring *keys, const char *key_id)
{
	size_t i;

	for (i = 0; i < keys->count; i++)
		if (text_is(id_of(a, keys->items[i]), key_id))
			return true;
	return false;
}

/* A secret that is still sealed to another key could not be opened. */
static enum status
check_all_renewed(const struct act *act, const struct settings *settings,
    const struct seal_ring *keys)
{
	struct seal_count *found;
	size_t count;
	enum status st = seal_census(act, id_of(act->arena, keys->items[0]), &found, &count);

	if (st != OK || count == 0)
		return st;
	if (ring_has(act->arena, keys, found->key_id))
		return fail(act->fault, INVALID, "Secrets that are still sealed to the key %s: %ld. If they are "
		    "new, run this command again. If they are damaged, they must be entered again.",
		    found->key_id, found->count);
	return fail(act->fault, INVALID, "Secrets that are sealed to the key %s, which is not in %s: %ld. Add "
	    "that key from a backup as another line, and run this command again.", found->key_id,
	    settings->seal_secret_key, found->count);
}

static enum status
rotate(const struct act *act, const struct settings *settings)
{
	struct seal_ring keys;
	bool has_new_public;
	enum status st = read_ring(act->arena, settings, &keys, &has_new_public, act->fault);

	if (st == OK && keys.count == 1) {
		st = add_key(act, settings, &keys);
		has_new_public = false;
	}
	if (st == OK && !has_new_public)
		st = publish_key(act, settings, &keys);
	if (st == OK)
		st = renew_all(act, &keys);
	if (st == OK)
		st = check_all_renewed(act, settings, &keys);
	if (st == OK)
		printf("The former key %s stays in %s. Copy both files to your backup and to every other "
		    "machine of this installation. Then \"postern key retire\" removes the former key.\n",
		    id_of(act->arena, keys.items[1]), settings->seal_secret_key);
	return st;
}

/* The database refuses what is sealed to a key before that key is gone. */
static enum status
retire(const struct act *act, const struct settings *settings)
{
	struct seal_ring keys;
	bool has_new_public;
	long remaining;
	enum status st = read_ring(act->arena, settings, &keys, &has_new_public, act->fault);

	if (st == OK && (keys.count == 1 || !has_new_public))
		return fail(act->fault, INVALID, keys.count == 1 ? "There is no former key. \"postern key "
		    "rotate\" creates a new key." : "The new key is not in use yet: run \"postern key rotate\".");
	if (st == OK)
		st = renew_all(act, &keys);
	if (st == OK)
		st = retire_seal_keys(act, &keys, &remaining);
	if (st == OK && remaining > 0) {
		st = check_all_renewed(act, settings, &keys);
		return st != OK ? st : fail(act->fault, INVALID,
		    "A secret was sealed to the former key just now. Run this command again.");
	}
	keys.count = 1;
	if (st == OK)
		st = write_ring(act->arena, settings, &keys, act->fault);
	if (st == OK)
		printf("%s now holds only the key %s. Replace the copy in your backup.\n",
		    settings->seal_secret_key, id_of(act->arena, keys.items[0]));
	return st;
}

static long
sealed_to(const char *key_id, const struct seal_count *found, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (text_is(found[i].key_id, key_id))
			return found[i].count;
	return 0;
}

static void
print_key(const char *key_id, const char *state, long count)
{
	printf("%-8s  %-8s  %ld\n", key_id, state, count);
}

/* Until a new key is published, nothing is sealed to it. */
enum status
command_key_list(const struct act *act, const struct options *o)
{
	struct arena *a = act->arena;
	struct seal_count *found;
	struct seal_ring keys;
	bool has_new_public;
	size_t count, i;
	enum status st = read_ring(a, o->settings, &keys, &has_new_public, act->fault);

	if (st == OK)
		st = seal_census(act, "", &found, &count);
	if (st != OK)
		return st;
	printf("%-8s  %-8s  %s\n", "key", "state", "secrets");
	for (i = 0; i < keys.count; i++)
		print_key(id_of(a, keys.items[i]), i > 0 ? has_new_public ? "former" : "current"
		    : has_new_public ? "current" : "next", sealed_to(id_of(a, keys.items[i]), found, count));
	for (i = 0; i < count; i++)
		if (!ring_has(a, &keys, found[i].key_id))
			print_key(found[i].key_id, "missing", found[i].count);
	return OK;
}

enum status
command_key_rotate(const struct act *act, const struct options *o)
{
	return with_lock(act, o->settings, rotate);
}

enum status
command_key_retire(const struct act *act, const struct options *o)
{
	return with_lock(act, o->settings, retire);
}
