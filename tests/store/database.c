/* SPDX-License-Identifier: Apache-2.0 */
#include "database.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/random.h"
#include "base/sentence.h"
#include "base/text.h"
#include "store/migrate.h"
#include "store/profile.h"
#include "store/tenant.h"
#include "store/ticket.h"
#include "test.h"

static struct {
	pid_t	 pid;
	FILE	*to, *from;
	char	 url[512];
	PGconn	*superuser;
} cluster;

static struct place place;
static int tenants;

/* --- the cluster --- */

static void
end_cluster(void)
{
	PQfinish(cluster.superuser);
	fclose(cluster.to);
	fclose(cluster.from);
	waitpid(cluster.pid, NULL, 0);
}

static void
run_cluster(int input, int output)
{
	const char *source = getenv("srcdir");
	char path[512];

	snprintf(path, sizeof(path), "%s/tests/store/cluster.sh", source == NULL ? "." : source);
	setsid();
	dup2(input, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	execl("/bin/sh", "sh", path, (char *)NULL);
	_exit(127);
}

static void
read_line(char *line, int size_bytes)
{
	CHECK(fgets(line, size_bytes, cluster.from) != NULL, "tests/store/cluster.sh ended");
	line[strcspn(line, "\n")] = '\0';
}

static void
start_cluster(void)
{
	int input[2], output[2];

	assert_int_equal(pipe2(input, O_CLOEXEC), 0);
	assert_int_equal(pipe2(output, O_CLOEXEC), 0);
	cluster.pid = fork();
	assert_true(cluster.pid >= 0);
	if (cluster.pid == 0)
		run_cluster(input[0], output[1]);
	close(input[0]);
	close(output[1]);
	cluster.to = fdopen(input[1], "w");
	cluster.from = fdopen(output[0], "r");
	atexit(end_cluster);
	read_line(cluster.url, sizeof(cluster.url));
}

static void
connect_superuser(void)
{
	PQfinish(cluster.superuser);
	cluster.superuser = PQconnectdb(cluster.url);
	CHECK(PQstatus(cluster.superuser) == CONNECTION_OK, "%s",
	    PQerrorMessage(cluster.superuser));
}

static void
order(const char *verb)
{
	char line[16];

	fprintf(cluster.to, "%s\n", verb);
	fflush(cluster.to);
	read_line(line, sizeof(line));
}

void
database_stop(void)
{
	order("stop");
}

void
database_start(void)
{
	order("start");
	connect_superuser();
}

const char *
database_url(void)
{
	return cluster.url;
}

const char *
database_empty(struct arena *a)
{
	static int count;
	const char *slash = strrchr(cluster.url, '/');

	sql("CREATE DATABASE empty%d", ++count);
	return arena_print(a, "%.*s/empty%d", (int)(slash - cluster.url), cluster.url, count);
}

/* It has no name in a folder, so nothing is left behind. */
const char *
file_of_text(struct arena *a, const char *text)
{
	int fd = memfd_create("text", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	return arena_print(a, "/proc/self/fd/%d", fd);
}

/* --- SQL --- */

static PGresult *
execute(const char *format, va_list args)
{
	struct arena *a = arena_new();
	const char *statement = arena_vprint(a, format, args);
	PGresult *result = PQexec(cluster.superuser, statement);
	ExecStatusType status = PQresultStatus(result);

	CHECK(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, "%s\n%s", statement,
	    PQerrorMessage(cluster.superuser));
	arena_free(a);
	return result;
}

void
sql(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	PQclear(execute(format, args));
	va_end(args);
}

static char *
first_text(struct arena *a, PGresult *result)
{
	char *text = arena_text(a, PQntuples(result) == 0 ? "" : PQgetvalue(result, 0, 0));

	PQclear(result);
	return text;
}

char *
sql_text(struct arena *a, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = first_text(a, execute(format, args));
	va_end(args);
	return text;
}

char *
sql_text_at(struct arena *a, const char *url, const char *statement)
{
	PGconn *connection = PQconnectdb(url);
	PGresult *result = PQexec(connection, statement);
	ExecStatusType status = PQresultStatus(result);
	char *text;

	CHECK(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, "%s\n%s", statement,
	    PQerrorMessage(connection));
	text = first_text(a, result);
	PQfinish(connection);
	return text;
}

long
sql_long(const char *format, ...)
{
	struct arena *a = arena_new();
	va_list args;
	long value;

	va_start(args, format);
	value = strtol(first_text(a, execute(format, args)), NULL, 10);
	va_end(args);
	arena_free(a);
	return value;
}

char *
sql_refusal(struct arena *a, const char *statement)
{
	PGresult *result = PQexec(cluster.superuser, statement);
	char *state = arena_text(a, PQresultErrorField(result, PG_DIAG_SQLSTATE));

	PQclear(result);
	return state == NULL ? arena_text(a, "") : state;
}

/* --- places --- */

void
must(const struct place *p, enum status st)
{
	CHECK(st == OK, "status %d: %s", st, said(&p->fault));
}

static void
ignore(const char *migration)
{
	(void)migration;
}

static void
end_place(void)
{
	store_free(place.store);
	arena_free(place.arena);
}

static void
start_place(void)
{
	assert_true(sodium_init() >= 0);
	place.arena = arena_new();
	start_cluster();
	connect_superuser();
	place.store = store_new(cluster.url);
	atexit(end_place);
	must(&place, store_connect_bare(place.store, &place.fault));
	must(&place, migrate(place.store, place.arena, ignore, &place.fault));
	must(&place, store_connect(place.store, &place.fault));
}

static void
settle(struct place *p)
{
	struct tenant t = { .name = "Acme", .support = "help@acme.example" };

	p->tenant = arena_print(p->arena, "tenant-%d", ++tenants);
	p->domain = arena_print(p->arena, "sso%d.acme.example", tenants);
	t.id = p->tenant;
	t.domain = p->domain;
	must(p, tenant_add(place_act(p), &t));
}

struct place *
place_new(void)
{
	int tries;

	if (place.store == NULL)
		start_place();
	arena_reset(place.arena);
	for (tries = 0; tries < 100 && store_refresh(place.store, &place.fault) != OK; tries++)
		usleep(50000);
	settle(&place);
	return &place;
}

const struct act *
place_act(struct place *p)
{
	struct act *act = arena_alloc(p->arena, sizeof(*act));

	*act = (struct act){ p->store, p->arena, p->tenant, "system:test", &p->fault };
	return act;
}

struct place
place_beside(const struct place *p)
{
	struct place beside = { .arena = p->arena, .store = p->store };

	settle(&beside);
	return beside;
}

static void
release_store(void *s)
{
	store_free(s);
}

struct objects
place_said(const struct place *p, const char *text)
{
	struct objects said = { 0 };

	sentences_add(p->arena, &said, sentence(p->arena, "%s", text));
	return said;
}

struct store *
store_beside(struct place *p)
{
	struct store *s = store_new(cluster.url);

	arena_defer(p->arena, release_store, s);
	must(p, store_connect(s, &p->fault));
	return s;
}

const char *
place_profile(struct place *p, const char *json)
{
	struct profile wanted = { 0 }, made;

	must(p, fields_decode(p->arena, json, strlen(json), &profile_shape, CREATING, &wanted,
	    &p->fault));
	must(p, profile_add(place_act(p), random_id(p->arena, "ssp_", 22), &wanted, &made));
	return made.id;
}

const char *
place_ticket(struct place *p, const char *profile_id, const char *rest)
{
	const char *secret = random_alnum(p->arena, TICKET_LENGTH), *domain, *json;

	json = arena_print(p->arena, "{\"connection_config\":{\"name\":\"customer\"}%s%s}",
	    rest[0] == '\0' ? "" : ",", rest);
	must(p, ticket_add(place_act(p), profile_id, secret, json, 3600, NULL, &domain));
	assert_string_equal(domain, p->domain);
	return secret;
}

const char *
place_session(struct place *p, const char *ticket)
{
	const char *token = random_alnum(p->arena, 32);
	moment ends_at, now;

	must(p, ticket_open(place_act(p), p->domain, ticket, &(struct session_start){
	    hash_text(p->arena, token), { "Firefox", "Windows" }, NULL }, &ends_at, &now));
	return token;
}

/* --- processes --- */

struct child {
	pid_t	pid;
	int	ready, answer;
};

static void
run_child(int go, int ready, int answer, int index,
    long (*work)(struct arena *a, int index, void *context), void *context)
{
	struct arena *a = arena_new();
	char byte = 'r';
	long value;

	if (write(ready, &byte, 1) != 1 || read(go, &byte, 1) != 0)
		_exit(1);
	value = work(a, index, context);
	_exit(write(answer, &value, sizeof(value)) == sizeof(value) ? 0 : 1);
}

static struct child
start_child(const int go[2], int index, long (*work)(struct arena *a, int index, void *context),
    void *context)
{
	struct child c;
	int ready[2], answer[2];

	assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
	assert_int_equal(pipe2(answer, O_CLOEXEC), 0);
	c.pid = fork();
	assert_true(c.pid >= 0);
	if (c.pid == 0) {
		close(go[1]);
		run_child(go[0], ready[1], answer[1], index, work, context);
	}
	close(ready[1]);
	close(answer[1]);
	c.ready = ready[0];
	c.answer = answer[0];
	return c;
}

static long
end_child(const struct child *c)
{
	long value = 0;
	bool has_answered = read(c->answer, &value, sizeof(value)) == sizeof(value);
	int status;

	close(c->answer);
	assert_int_equal(waitpid(c->pid, &status, 0), c->pid);
	CHECK(has_answered && status == 0, "a process died, status %d", status);
	return value;
}

/* Closing the pipe that all of them read is the starting shot. */
long
in_processes(int count, long (*work)(struct arena *a, int index, void *context), void *context)
{
	struct child children[64];
	int go[2], i;
	char byte;
	long sum = 0;

	assert_true(count <= 64);
	assert_int_equal(pipe2(go, O_CLOEXEC), 0);
	for (i = 0; i < count; i++)
		children[i] = start_child(go, i, work, context);
	close(go[0]);
	for (i = 0; i < count; i++) {
		assert_int_equal(read(children[i].ready, &byte, 1), 1);
		close(children[i].ready);
	}
	close(go[1]);
	for (i = 0; i < count; i++)
		sum += end_child(&children[i]);
	return sum;
}
