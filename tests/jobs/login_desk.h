/*
 * login_desk.h - a login worker, a provider on localhost, and connections to it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_JOBS_LOGIN_DESK_H
#define TESTS_JOBS_LOGIN_DESK_H

#include "customer.h"
#include "jobs/login_worker.h"

#define A_CLIENT_SECRET "s3cret of+the/client"

struct login_place {
	struct place		*place;
	struct arena		*arena;		/* of the worker, which ends first */
	const char		*public_key, *secret_key;	/* that texts are sealed with */
	struct fetcher		*fetcher;
	struct login_tools	 tools;
	struct login_desk	*desk;		/* in memory that is shared with its successors */
	struct login_worker	*worker;	/* in this process */
};

struct login_place	 login_place_new(void);
void			 login_place_free(struct login_place *l);

/* A customer whose connection signs in at https://localhost:PORT/idp/NAME. */
struct customer	 login_customer(struct login_place *l, struct place *p, const char *name);
/* Sets options of its live revision, JSON. */
void		 login_options(struct customer *c, const char *options);
/* As "postern key rotate" begins: there is a new key, and the former opens what was sealed before. */
void		 login_rotate_keys(struct login_place *l);
/* The text of that file of tests/unit/saml/keys. */
const char	*login_key_file(struct arena *a, const char *name);
/* One more key of the tenant; the first signs its requests. */
void		 login_key(struct login_place *l);
/* A login that came back with that code (JSON, see hostile_server.py): its id. */
const char	*login_with_code(struct login_place *l, struct customer *c, const char *code);
/* The same with the whole query; %s in it is the login's id. */
const char	*login_with_query(struct login_place *l, struct customer *c, const char *query);
/* Starts one: its id. */
const char	*login_begun(struct customer *c, bool needs_signature);
/* Gives it what came back by POST. */
void		 login_post(struct login_place *l, struct customer *c, const char *id, const char *form);
/* Its nonce. */
const char	*login_nonce_of(struct login_place *l, const char *login_id);

/* Works until as many logins as that hold the condition. */
void		 login_work_until_there(struct login_place *l, const char *condition, long count);
/* Works until that many logins in all have ended. */
void		 login_work_until(struct login_place *l, long ended);
/* The failure that it ended with, or "passed"; "" while it has not. */
const char	*login_end_of(struct login_place *l, const char *login_id);
/* Lets those go on that the provider holds under that name. */
void		 login_release_held(struct login_place *l, const char *name);
/* What GET https://localhost:PORT/PATH answers. */
const char	*login_provider_says(struct login_place *l, const char *path);

#endif
