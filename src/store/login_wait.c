/* SPDX-License-Identifier: Apache-2.0 */
#include "store/login_wait.h"

#include "store/login.h"

/* It may have ended before this connection listened. */
static enum status
await(const struct act *act, const char *login_id, const char *browser_hash, long timeout_ms)
{
	enum login_state state;
	enum status st = login_state_of(act, login_id, browser_hash, &state);

	if (st != OK || state >= LOGIN_VERIFIED)
		return st;
	return store_wait_for(act->store, login_id, timeout_ms, act->fault);
}

enum status
login_await(const struct act *act, const char *login_id, const char *browser_hash, long timeout_ms)
{
	enum status st = store_listen(act->store, "login_done", act->fault), quiet;
	struct fault ignored;

	if (st != OK)
		return st;
	st = await(act, login_id, browser_hash, timeout_ms);
	quiet = store_listen(act->store, NULL, &ignored);
	return st != OK ? st : quiet;
}

enum status
login_watch(const struct act *act, const char *host, const struct session_key *key,
    const char *login_id, const char **out)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGIN_WATCH, ARGS(host, key->ticket_id, key->hash,
	    arg_long(act, key->idle_s), login_id), &r);

	if (st == OK && r.count == 0)
		return fail(act->fault, NOT_FOUND, "There is nothing to wait for.");
	if (st == OK)
		*out = rows_text(&r, 0, C_LOGIN_WATCH_STATE);
	return st;
}
