/*
 * database.h - a real PostgreSQL for tests, and a tenant for each of them
 *
 * The cluster is made at first use and goes when the process ends, however it
 * ends.  The program's own functions make what a test needs of the
 * database; SQL is for looking, and for moving the clock of a row.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_STORE_DATABASE_H
#define TESTS_STORE_DATABASE_H

#include "model/tenant/profile.h"
#include "store/job.h"
#include "store/store.h"

struct place {
	struct arena	*arena;
	struct store	*store;
	const char	*tenant;	/* its name is "Acme", its support "help@acme.example" */
	const char	*domain;
	struct fault	 fault;
};

/* A worker of a crew that is large enough for every share of it. */
#define A_TAKER (&(const struct job_taker){ 60, "crew", 100, "", "" })

/* One for each test, with a tenant of its own; the one before has ended. */
struct place	*place_new(void);
/* Acts of "system:test" in it, with its fault. */
const struct act *place_act(struct place *p);
/* One more tenant, with the store and arena of the place. */
struct place	 place_beside(const struct place *p);

/* The profile's id; json is what the API takes. */
const char	*place_profile(struct place *p, const char *json);
/* The ticket's 32 characters; rest: further members of the request, or "". */
const char	*place_ticket(struct place *p, const char *profile_id, const char *rest);
/* A session of the ticket: its token. */
const char	*place_session(struct place *p, const char *ticket);

/* One sentence, struct sentence. */
struct objects	 place_said(const struct place *p, const char *text);

/* The answer must be OK. */
void		 must(const struct place *p, enum status st);

const char	*database_url(void);
/* The same cluster, another database, empty. */
const char	*database_empty(struct arena *a);
/* The name of a file that holds the text while this process runs. */
const char	*file_of_text(struct arena *a, const char *text);
void		 database_stop(void);
void		 database_start(void);
/* A store that is connected to it; ends with the place. */
struct store	*store_beside(struct place *p);

/* As the superuser; the statement must succeed. */
void		 sql(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The first column of the first row; "" for none and null. */
char		*sql_text(struct arena *a, const char *format, ...)
		    __attribute__((format(printf, 2, 3)));
long		 sql_long(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, in another database. */
char		*sql_text_at(struct arena *a, const char *url, const char *statement);
/* The SQLSTATE that the statement fails with, "" if it does not. */
char		*sql_refusal(struct arena *a, const char *statement);

/* Runs work in that many processes at once, each with an arena of its own,
 * and adds up what they answer.  A process that dies fails the test. */
long		 in_processes(int count, long (*work)(struct arena *a, int index, void *context),
		    void *context);

#endif
