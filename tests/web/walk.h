/*
 * walk.h - a visitor who goes through the steps, page by page
 *
 * The pages are asked and the forms sent as a browser does; only postern-jobs'
 * part, the outcome of a check, is written by the store's own function.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_WEB_WALK_H
#define TESTS_WEB_WALK_H

#include "ask.h"
#include "model/ticket/visit.h"

#define ALL_STRATEGIES "{\"name\":\"A\"}"
#define TWO_CLIENTS "\"enabled_clients\":[\"client-a\",\"client-b\"]"
/* The page of each step that every ticket has, in their order. */
#define STEP_PAGES "provider", "application", "settings", "mapping", "access", "test", "enable"
#define SECRET "s3cret-of-the-client"
#define OKTA_FORM "&domain=acme.okta.com&client_id=0oa1&client_secret=" SECRET
#define OIDC_FORM "&discovery_url=idp.example.com&type=back_channel&client_id=c&client_secret=" SECRET
#define SAMLP_FORM "&source=url&metadata_url=https://idp.example.com/metadata&binding=redirect"

struct walk {
	struct place	*p;
	struct visitor	 v;
};

struct walk	 walk_new(const char *profile_json, const char *rest);
/* page: "settings" and so on; "" is the overview. */
const char	*walk_path(struct walk *w, const char *page);
struct answer	 walk_get(struct walk *w, const char *page);
/* With this session's token and the revision that is now; rest begins with "&". */
struct answer	 walk_post(struct walk *w, const char *page, const char *rest);
/* The same with that revision. */
struct answer	 walk_post_at(struct walk *w, const char *page, long revision, const char *rest);
long		 walk_revision(struct walk *w);
/* The other browser of the same ticket. */
struct walk	 walk_beside(struct walk *w);

/* The outcome of a check: what was found, or that there is no such host. */
void		 walk_find(struct walk *w, const struct found *found);
void		 walk_fail(struct walk *w, const char *host);
/* The documents of an OpenID provider and a SAML provider about themselves. */
struct found	 found_oidc(void);
struct found	 found_saml(void);

const char	*walk_page(enum step s);
/* From the step reached up to that one. */
void		 walk_to(struct walk *w, const char *strategy, enum step to);

/* A 303 to that page. */
void		 check_goes(struct walk *w, const struct answer *a, const char *page);
/* A 400 whose page says that of the field, in its summary and at the field; nothing was kept. */
void		 check_problem(struct walk *w, const struct answer *a, const char *field,
		    const char *sentence);
/* As people see the text: a <wbr> in it counts for nothing. */
bool		 shows(const struct answer *a, const char *text);

#endif
