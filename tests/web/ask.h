/*
 * ask.h - requests made on the stack, answered by serve_one
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_WEB_ASK_H
#define TESTS_WEB_ASK_H

#include "database.h"
#include "http/response.h"

#define FORM_TYPE "application/x-www-form-urlencoded"

/* The calls that a client may make, in a window so long that no test sees its end. */
enum { CALLS = 1000000, WINDOW_S = 1000000 };

/* A member that is left out is absent; but host is the place's, and path is "/". */
struct ask {
	const char	*method, *path, *query, *host, *cookie, *type, *body, *authorization, *address, *language;
	const char	*sec_fetch_site, *origin, *custom_domain, *agent;
	long		 idle_s;	/* a session that is not used for so long ends; 0: none does */
	size_t		 body_bytes;	/* 0: the body is a string */
	long		 wait_ms;	/* how long it may wait for the outcome of a login */
	bool		 others_wait;	/* as many other workers as may */
	struct outlet	*outlet;	/* for long bodies; the answer's body is then empty */
	bool		 is_cut;
	bool		 is_once;	/* the next answer would be another one */
};

struct answer {
	int		 code;
	struct response	 response;
	const char	*body;
	const char	*log;		/* what it wrote to stderr */
	long		 round_trips;
};

/* A page that is read or that refuses a form is asked for once more in each pseudo-language,
 * unless the request names a language, and no word of it may be forgotten. */
struct answer	 ask(struct place *p, struct ask a);
#define ASK(place, ...) ask(place, (struct ask){ __VA_ARGS__ })

/* "" if it is not there, or there twice. */
const char	*answer_header(const struct answer *a, const char *name);
/* Checks the headers that every answer has; html: also the page's own policy. */
void		 check_headers(const struct answer *a, bool is_page);

/* A ticket with a session, and its pages. */
struct visitor {
	const char	*ticket, *id, *token, *cookie, *csrf, *hub, *provider;
};

struct visitor	 visitor_new(struct place *p, const char *profile_json, const char *rest);

/* Postern-jobs' half of the key, which opens the secrets that requests sealed. */
const char	*seal_secret_key(struct place *p);
/* Another pair takes its place, while workers go on. */
void		 seal_key_replace(struct place *p);

/* All rows of all tables as one hash, but for rate and the events of refusals. */
char		*database_hash(struct arena *a);

#endif
