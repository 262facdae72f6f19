/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <libpq-fe.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/sentence.h"
#include "base/text.h"

#define UNIQUE_VIOLATION "23505"
#define REFUSED "PX400"	/* by a function of ours, whose message says why */
#define READ_ONLY "25006"	/* a server that is no longer the primary */
#define DEADLOCK "40P01"
#define LOCK_NOT_AVAILABLE "55P03"

enum {
	RECONNECT_MS = 1000, WINNERS_TURN_MS = 50,
	RESENDS = 3,		/* how often a statement that lost a deadlock is sent again */
};

struct store {
	char		*conninfo;
	PGconn		*connection;
	moment		 next_try;	/* on the steady clock */
	const char	*address;		/* the client's, of the request in hand; "": none */
	char		 told_address[64];	/* the one that the connection was told last */
	unsigned	 round_trips;
	const char	*channel;	/* whose NOTIFY comes here; NULL: none */
};

struct store *
store_new(const char *conninfo)
{
	struct store *s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();
	s->address = "";
	s->conninfo = strdup(conninfo);
	if (s->conninfo == NULL)
		abort();
	return s;
}

static void
hang_up(struct store *s)
{
	PQfinish(s->connection);
	s->connection = NULL;
	s->channel = NULL;
	s->told_address[0] = '\0';
}

void
store_free(struct store *s)
{
	hang_up(s);
	free(s->conninfo);
	free(s);
}

static void
ignore_notice(void *user, const char *message)
{
	(void)user;
	(void)message;
}

/* Words about a server name it, the user and the database.  Others may repeat a part of the
 * connection string, such as a password. */
static const char *
harmless_reason(const PGconn *connection)
{
	const char *words = PQerrorMessage(connection);

	return text_starts(words, "connection to server ") ? words : NULL;
}

enum status
store_connect_bare(struct store *s, struct fault *f)
{
	/* The connection string (dbname) comes last and overrides the others.  Each statement
	 * touches few rows, so compiling one (jit) costs a hundred times what it saves. */
	static const char *const names[] = { "connect_timeout", "client_encoding",
		"fallback_application_name", "options", "tcp_user_timeout", "keepalives_idle", "dbname",
		NULL };
	const char *values[] = { "2", "UTF8", "postern", "-c statement_timeout=10s -c jit=off", "10000", "10",
		s->conninfo, NULL };

	hang_up(s);
	s->connection = PQconnectdbParams(names, values, 1);
	if (PQstatus(s->connection) != CONNECTION_OK) {
		log_line(LOG_ERROR, "no database connection", "reason", harmless_reason(s->connection), NULL);
		hang_up(s);
		s->next_try = clock_steady_ms() + RECONNECT_MS;
		return fail_unavailable(f);
	}
	PQsetNoticeProcessor(s->connection, ignore_notice, NULL);
	return OK;
}

/* Whether the failure may pass: a shutdown, a deadlock, a timeout. */
static bool
is_passing(const char *sqlstate)
{
	return text_starts(sqlstate, "08") || text_starts(sqlstate, "40")
	    || text_starts(sqlstate, "53") || text_starts(sqlstate, "57")
	    || text_is(sqlstate, READ_ONLY) || text_is(sqlstate, LOCK_NOT_AVAILABLE);
}

/* Takes the results of the pipeline up to a sync, in their order; those that a lost
 * connection did not give stay NULL. */
static void
take_until_sync(struct store *s, PGresult **results, size_t count)
{
	PGresult *next;
	bool is_sync = false;
	size_t i = 0;

	while (!is_sync && PQstatus(s->connection) == CONNECTION_OK) {
		next = PQgetResult(s->connection);
		is_sync = next != NULL && PQresultStatus(next) == PGRES_PIPELINE_SYNC;
		if (next != NULL && !is_sync && i < count)
			results[i++] = next;
		else
			PQclear(next);
	}
}

/* Each query has a sync of its own, so that no table's lock is held during the wait for
 * that of another. */
static bool
send_prepare(struct store *s, const struct query_text *q)
{
	return PQsendPrepare(s->connection, q->name, q->sql, 0, NULL) == 1
	    && PQsendDescribePrepared(s->connection, q->name) == 1
	    && PQpipelineSync(s->connection) == 1;
}

static enum status
prepare_failed(const struct query_text *q, const PGresult *result, struct fault *f)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	log_line(LOG_ERROR, "query cannot be prepared", "query", q->name, "detail",
	    PQresultErrorMessage(result), NULL);
	if (sqlstate == NULL || is_passing(sqlstate))
		return fail_unavailable(f);
	return fail(f, BROKEN, "The database does not fit this version: run \"postern migrate\".");
}

static enum status
check_columns(const struct query_text *q, const PGresult *described, struct fault *f)
{
	int count = PQnfields(described), i;

	if (q->column_count > 0 && q->column_count != count)
		return fail(f, BROKEN, "The query %s answers another number of columns (%d) than it "
		    "names (%d).", q->name, count, q->column_count);
	for (i = 0; i < q->column_count; i++)
		if (!text_is(q->columns[i], PQfname(described, i)))
			return fail(f, BROKEN, "Column %d of the query %s is named \"%s\", but "
			    "answered as \"%s\".", i + 1, q->name, q->columns[i], PQfname(described, i));
	return OK;
}

static enum status
take_prepared(struct store *s, const struct query_text *q, struct fault *f)
{
	PGresult *results[] = { NULL, NULL };	/* prepared, described */
	enum status st = OK;
	int i;

	take_until_sync(s, results, 2);
	for (i = 0; i < 2 && st == OK; i++)
		if (PQresultStatus(results[i]) != PGRES_COMMAND_OK)
			st = prepare_failed(q, results[i], f);
	if (st == OK)
		st = check_columns(q, results[1], f);
	PQclear(results[0]);
	PQclear(results[1]);
	return st;
}

enum status
store_prepare(struct store *s, const struct query_text *texts, size_t count, struct fault *f)
{
	bool is_sent = PQenterPipelineMode(s->connection) == 1;
	enum status st = OK;
	size_t i;

	for (i = 0; i < count && is_sent; i++)
		is_sent = send_prepare(s, &texts[i]);
	if (!is_sent)
		st = fail_unavailable(f);
	for (i = 0; i < count && st == OK; i++)
		st = take_prepared(s, &texts[i], f);
	if (st == OK)
		PQexitPipelineMode(s->connection);
	else
		hang_up(s);
	return st;
}

enum status
store_connect(struct store *s, struct fault *f)
{
	enum status st = store_connect_bare(s, f);

	return st == OK ? store_prepare(s, query_texts, QUERIES, f) : st;
}

/* A server that went away has sent a last message and closed the socket. */
static bool
is_alive(struct store *s)
{
	struct pollfd socket = { .fd = PQsocket(s->connection), .events = POLLIN };

	if (s->connection == NULL || PQstatus(s->connection) != CONNECTION_OK)
		return false;
	while (poll(&socket, 1, 0) > 0)
		if (PQconsumeInput(s->connection) == 0)
			return false;
	return PQstatus(s->connection) == CONNECTION_OK;
}

enum status
store_refresh(struct store *s, struct fault *f)
{
	if (is_alive(s))
		return OK;
	if (clock_steady_ms() < s->next_try)
		return fail_unavailable(f);
	return store_connect(s, f);
}

static void
clear(void *result)
{
	PQclear(result);
}

static enum status
query_failed(struct store *s, enum query q, const PGresult *result, struct fault *f)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	bool is_connected = PQstatus(s->connection) == CONNECTION_OK;

	/* A name that is taken, and a refusal, are ordinary answers, not errors. */
	log_line(text_is(sqlstate, UNIQUE_VIOLATION) || text_is(sqlstate, REFUSED) ? LOG_INFO : LOG_ERROR,
	    "query failed", "query", query_texts[q].name, "sqlstate", sqlstate == NULL ? "connection lost" : sqlstate,
	    "constraint", PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME), NULL);
	if (text_is(sqlstate, READ_ONLY))
		hang_up(s);
	if (!is_connected || sqlstate == NULL || is_passing(sqlstate))
		return fail_unavailable(f);
	if (text_is(sqlstate, UNIQUE_VIOLATION))
		return fail_code(f, CONFLICT, "already_exists", "Something of this name exists already.");
	return !text_is(sqlstate, REFUSED) ? fail_broken(f) : fail_code(f, INVALID, "invalid_body", "%s",
	    PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
}

void
store_set_address(struct store *s, const char *address)
{
	s->address = address == NULL ? "" : address;
}

static bool
send_prepared(struct store *s, const struct query_text *q, const char *const *args)
{
	return PQsendQueryPrepared(s->connection, q->name, q->arguments, args, NULL, NULL, 0) == 1;
}

static void
pipeline_end(struct store *s, PGresult **results, size_t count)
{
	take_until_sync(s, results, count);
	PQexitPipelineMode(s->connection);
}

/* If the query fails, its transaction is undone and the connection's address with it. */
static PGresult *
execute_with_address(struct store *s, const struct query_text *q, const char *const *args)
{
	PGresult *results[2] = { NULL, NULL };

	if (PQenterPipelineMode(s->connection) == 0
	    || PQsendQueryParams(s->connection, "SELECT set_config('postern.address', $1, false)", 1,
	    NULL, &s->address, NULL, NULL, 0) == 0
	    || !send_prepared(s, q, args) || PQpipelineSync(s->connection) == 0) {
		hang_up(s);
		return NULL;
	}
	pipeline_end(s, results, 2);
	PQclear(results[0]);
	if (PQresultStatus(results[1]) == PGRES_TUPLES_OK)
		snprintf(s->told_address, sizeof(s->told_address), "%s", s->address);
	return results[1];
}

static PGresult *
execute(struct store *s, const struct query_text *q, const char *const *args)
{
	s->round_trips++;
	if (q->tells && !text_is(s->told_address, s->address))
		return execute_with_address(s, q, args);
	return PQexecPrepared(s->connection, q->name, q->arguments, args, NULL, NULL, 0);
}

/* The statement that lost was a whole transaction and has done nothing.  If it were sent
 * at once, it could take the very lock that the winner is about to get. */
static PGresult *
execute_anew_after_deadlock(struct store *s, enum query q, const char *const *args)
{
	static const struct timespec winners_turn = { .tv_nsec = WINNERS_TURN_MS * 1000000L };
	PGresult *result = execute(s, &query_texts[q], args);
	int i;

	for (i = 0; i < RESENDS && text_is(PQresultErrorField(result, PG_DIAG_SQLSTATE), DEADLOCK); i++) {
		log_line(LOG_WARN, "a query that lost a deadlock is sent again", "query",
		    query_texts[q].name, NULL);
		PQclear(result);
		nanosleep(&winners_turn, NULL);
		result = execute(s, &query_texts[q], args);
	}
	return result;
}

static enum status
take_result(const struct act *act, enum query q, PGresult *result, struct rows *out)
{
	arena_defer(act->arena, clear, result);
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		return query_failed(act->store, q, result, act->fault);
	out->result = result;
	out->count = PQntuples(result);
	return OK;
}

enum status
store_query(const struct act *act, enum query q, const char *const *args, struct rows *out)
{
	if (act->store->connection == NULL)
		return fail_unavailable(act->fault);
	return take_result(act, q, execute_anew_after_deadlock(act->store, q, args), out);
}

static bool
send_all(struct store *s, const struct query_call *calls, size_t count)
{
	bool is_sent = PQenterPipelineMode(s->connection) == 1;
	size_t i;

	for (i = 0; i < count && is_sent; i++)
		is_sent = send_prepared(s, &query_texts[calls[i].query], calls[i].args);
	return is_sent && PQpipelineSync(s->connection) == 1;
}

static enum status
take_one(const struct act *act, enum query q, PGresult *result,
    enum status (*take)(void *user, const struct rows *one), void *user)
{
	const struct rows one = { result, 1 };

	if (PQresultStatus(result) == PGRES_SINGLE_TUPLE)
		return take(user, &one);
	return PQresultStatus(result) == PGRES_TUPLES_OK ? OK
	    : query_failed(act->store, q, result, act->fault);
}

/* The query's results end with NULL; after a lost connection, too. */
static enum status
take_each(const struct act *act, enum query q,
    enum status (*take)(void *user, const struct rows *one), void *user)
{
	PGresult *result = PQgetResult(act->store->connection);
	enum status st = OK;

	for (; result != NULL; result = PQgetResult(act->store->connection)) {
		if (st == OK)
			st = take_one(act, q, result, take, user);
		PQclear(result);
	}
	return st;
}

/* In a pipeline, because outside one libpq 15 leaves its single-row mode on for the
 * pipeline that comes next. */
enum status
store_each(const struct act *act, enum query q, const char *const *args,
    enum status (*take)(void *user, const struct rows *one), void *user)
{
	struct store *s = act->store;
	enum status st;

	if (s->connection == NULL)
		return fail_unavailable(act->fault);
	s->round_trips++;
	if (!send_all(s, &(struct query_call){ q, args, { NULL, 0 } }, 1)
	    || PQsetSingleRowMode(s->connection) == 0) {
		hang_up(s);
		return fail_unavailable(act->fault);
	}
	st = take_each(act, q, take, user);
	pipeline_end(s, NULL, 0);
	return st;
}

enum status
store_query_all(const struct act *act, struct query_call *calls, size_t count)
{
	PGresult *results[MAX_QUERY_CALLS] = { NULL };
	enum status st = OK;
	size_t i;

	if (act->store->connection == NULL)
		return fail_unavailable(act->fault);
	act->store->round_trips++;
	if (!send_all(act->store, calls, count)) {
		hang_up(act->store);
		return fail_unavailable(act->fault);
	}
	pipeline_end(act->store, results, count);
	for (i = 0; i < count; i++)
		if (st == OK)
			st = take_result(act, calls[i].query, results[i], &calls[i].rows);
		else
			PQclear(results[i]);
	return st;
}

static enum status
run(struct store *s, const char *sql, int *count, struct fault *f)
{
	PGresult *result = PQexec(s->connection, sql);
	ExecStatusType status = PQresultStatus(result);
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	bool passes = sqlstate == NULL || is_passing(sqlstate);

	*count = PQntuples(result);
	PQclear(result);
	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
		return OK;
	return fail(f, passes ? UNAVAILABLE : BROKEN, "%s", PQerrorMessage(s->connection));
}

enum status
store_script(struct store *s, const char *sql, struct fault *f)
{
	int ignored;

	return run(s, sql, &ignored, f);
}

enum status
store_has(struct store *s, const char *sql, bool *out, struct fault *f)
{
	int count;
	enum status st = run(s, sql, &count, f);

	if (st == OK)
		*out = count > 0;
	return st;
}

unsigned
store_round_trips(struct store *s)
{
	unsigned count = s->round_trips;

	s->round_trips = 0;
	return count;
}

enum status
store_listen(struct store *s, const char *channel, struct fault *f)
{
	char sql[64];
	enum status st;

	if (text_is(s->channel, channel))
		return OK;
	snprintf(sql, sizeof(sql), channel == NULL ? "UNLISTEN *" : "UNLISTEN *; LISTEN %s", channel);
	st = store_script(s, sql, f);
	s->channel = st == OK ? channel : NULL;
	return st;
}

/* payload NULL: any. */
static bool
was_notified(struct store *s, const char *payload)
{
	PGnotify *notice = PQnotifies(s->connection);
	bool any = false;

	for (; notice != NULL; notice = PQnotifies(s->connection)) {
		any = any || payload == NULL || text_is(notice->extra, payload);
		PQfreemem(notice);
	}
	return any;
}

enum status
store_wait(struct store *s, int other, int timeout_ms, const sigset_t *mask, bool *is_woken,
    struct fault *f)
{
	struct timespec time = { .tv_sec = timeout_ms / 1000,
		.tv_nsec = timeout_ms % 1000 * 1000000L };
	struct pollfd sockets[] = { { .fd = PQsocket(s->connection), .events = POLLIN },
		{ .fd = other, .events = POLLIN } };

	*is_woken = was_notified(s, NULL);
	if (*is_woken || ppoll(sockets, 2, &time, mask) <= 0 || sockets[0].revents == 0)
		return OK;
	*is_woken = true;
	if (PQconsumeInput(s->connection) == 0)
		return fail_unavailable(f);
	was_notified(s, NULL);
	return OK;
}

enum status
store_wait_for(struct store *s, const char *payload, long timeout_ms, struct fault *f)
{
	moment ends_at = clock_steady_ms() + timeout_ms, left = timeout_ms;
	struct pollfd socket = { .fd = PQsocket(s->connection), .events = POLLIN };

	while (!was_notified(s, payload) && left > 0) {
		if (poll(&socket, 1, (int)left) > 0 && PQconsumeInput(s->connection) == 0)
			return fail_unavailable(f);
		left = ends_at - clock_steady_ms();
	}
	return OK;
}

char *
arg_long(const struct act *act, long number)
{
	return arena_print(act->arena, "%ld", number);
}

char *
arg_sentences(const struct act *act, const struct objects *sentences)
{
	return fields_encode_list(act->arena, &sentence_shape, sentences->items, sentences->count);
}

const char *
rows_text(const struct rows *r, int row, int column)
{
	return PQgetisnull(r->result, row, column) ? NULL : PQgetvalue(r->result, row, column);
}

long
rows_long(const struct rows *r, int row, int column)
{
	return strtol(PQgetvalue(r->result, row, column), NULL, 10);
}

moment
rows_moment(const struct rows *r, int row, int column)
{
	return strtoll(PQgetvalue(r->result, row, column), NULL, 10);
}

bool
rows_bool(const struct rows *r, int row, int column)
{
	return PQgetvalue(r->result, row, column)[0] == 't';
}

enum status
rows_sentences(const struct act *act, const struct rows *r, int row, int column,
    struct objects *out)
{
	const char *json = rows_text(r, row, column);

	*out = (struct objects){ 0 };
	return json == NULL ? OK
	    : fields_decode_objects(act->arena, json, &sentence_shape, out, act->fault);
}

char *
rows_bytes(struct arena *a, const struct rows *r, int row, int column, size_t *count)
{
	const char *hex = PQgetvalue(r->result, row, column) + strlen("\\x");
	size_t digits = strlen(hex);
	char *bytes = arena_alloc(a, digits / 2 + 1);

	sodium_hex2bin((unsigned char *)bytes, digits / 2, hex, digits, NULL, count, NULL);
	return bytes;
}
