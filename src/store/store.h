/*
 * store.h - PostgreSQL: one connection, named queries, rows as text
 *
 * Only the files of store/ see libpq's rows; everyone else gets structs.  A query is
 * one round trip and one transaction; a query that lost a deadlock is sent again, up
 * to three times.  All are prepared when the connection is made.
 *
 * UNAVAILABLE: the connection is gone; the request may be tried again later
 * (a write that was on its way may or may not have happened).  BROKEN: the
 * query failed through a mistake of ours; the log has its name and SQLSTATE.
 * CONFLICT, code "already_exists": a unique name is taken.  INVALID, code "invalid_body": a
 * function of ours refused, and says why.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fields.h"
#include "base/status.h"
#include "model/tenant/act.h"
#include "store/queries.h"

struct store;

/* A result; it lives in the arena of the act that was given to store_query. */
struct rows {
	void	*result;
	int	 count;
};

/* Makes no connection yet. */
struct store	*store_new(const char *conninfo);
void		 store_free(struct store *s);

/* Connects and prepares all queries.  UNAVAILABLE: no database; BROKEN: a
 * query cannot be prepared (run `postern migrate`), or answers other columns
 * than it names. */
MUST_USE enum status
		 store_connect(struct store *s, struct fault *f);
/* Connects without queries: for migrations. */
MUST_USE enum status
		 store_connect_bare(struct store *s, struct fault *f);
/* Prepares these queries, in one round trip; a failure ends the connection. */
MUST_USE enum status
		 store_prepare(struct store *s, const struct query_text *texts, size_t count,
		    struct fault *f);
/* Called before a request: notices a connection that died meanwhile and makes a new
 * one; at least a second passes between a failure and the next try. */
MUST_USE enum status
		 store_refresh(struct store *s, struct fault *f);

/* args: as many as the query has arguments; NULL is SQL's null. */
MUST_USE enum status
		 store_query(const struct act *act, enum query q, const char *const *args,
		    struct rows *out);
/* Hands over each row as it arrives, so that no more than one is in memory: rows has only
 * that one, until take returns.  The first failure of take is the result; the rows after it
 * are not handed over.  take may not query.  Not for a query that writes events. */
MUST_USE enum status
		 store_each(const struct act *act, enum query q, const char *const *args,
		    enum status (*take)(void *user, const struct rows *one), void *user);
/* Queries that are sent in one round trip as one transaction.  They must not be
 * queries that write events. */
struct query_call {
	enum query		 query;
	const char *const	*args;
	struct rows		 rows;	/* the answer */
};
enum { MAX_QUERY_CALLS = 2 };
MUST_USE enum status
		 store_query_all(const struct act *act, struct query_call *calls, size_t count);
/* Sets the client's address of the request that the next queries serve; NULL: none.
 * Queries that write an event keep it in the event, at no further round trip.  It is
 * not copied. */
void		 store_set_address(struct store *s, const char *address);
#define ARGS(...) ((const char *const[]){ __VA_ARGS__ })
/* A number as an argument. */
char		*arg_long(const struct act *act, long number);
/* Sentences as an argument: JSON. */
char		*arg_sentences(const struct act *act, const struct objects *sentences);

/* Runs any SQL, also several statements; the sentence quotes the database's message. */
MUST_USE enum status
		 store_script(struct store *s, const char *sql, struct fault *f);
/* Tells whether such a statement answers with a row. */
MUST_USE enum status
		 store_has(struct store *s, const char *sql, bool *out, struct fault *f);

/* The number of round trips since the last call. */
unsigned	 store_round_trips(struct store *s);

/* From now on NOTIFY on that channel, and on no other, ends a wait; NULL: none does. */
MUST_USE enum status
		 store_listen(struct store *s, const char *channel, struct fault *f);
/* Waits for a NOTIFY or another word of the database (then *is_woken), until the other descriptor
 * can be read (-1: there is none), for a signal that the mask lets through, or for the end of the
 * time.  UNAVAILABLE: the connection is gone. */
MUST_USE enum status
		 store_wait(struct store *s, int other, int timeout_ms, const sigset_t *mask,
		    bool *is_woken, struct fault *f);

/* Waits for a NOTIFY with that payload, or the end of the time.  UNAVAILABLE: the connection is
 * gone. */
MUST_USE enum status
		 store_wait_for(struct store *s, const char *payload, long timeout_ms, struct fault *f);

/* NULL for SQL's null.  It is valid until the arena is reset. */
const char	*rows_text(const struct rows *r, int row, int column);
long		 rows_long(const struct rows *r, int row, int column);	/* null: 0 */
moment		 rows_moment(const struct rows *r, int row, int column);	/* null: 0 */
bool		 rows_bool(const struct rows *r, int row, int column);	/* null: false */
/* struct sentence, of what sentences_of() in sql/functions/sentence.sql answers; null: none. */
MUST_USE enum status
		 rows_sentences(const struct act *act, const struct rows *r, int row, int column,
		    struct objects *out);
/* A bytea, copied into the arena. */
char		*rows_bytes(struct arena *a, const struct rows *r, int row, int column,
		    size_t *count);

#endif
