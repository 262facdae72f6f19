/*
 * test.h - the step that tests the connection, and the pages of a test
 *
 * A test goes on in a tab of its own: to the provider and back, to its result.  The step's
 * page watches it and lists the tests.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_TEST_H
#define WEB_ASSISTANT_TEST_H

#include "model/login/diagnosis.h"
#include "model/login/login.h"
#include "web/assistant/page.h"

struct login_connection;

/* The step.  POST: starts a test, for a new tab, or goes on to the next step. */
enum status	 test_show(struct exchange *x);
enum status	 test_save(struct exchange *x);

/* A test: leads on to the provider, waits, or shows the result.  POST: no answer comes, and the
 * person says what the provider's page said. */
enum status	 test_login_show(struct exchange *x);
enum status	 test_login_give_up(struct exchange *x);
/* GET of an address that only takes a form: back to the test. */
enum status	 test_return(struct exchange *x);

/* A claim that arrived is mapped to an attribute that did not. */
enum status	 test_use_claim(struct exchange *x);

/* The page of a test that has ended. */
enum status	 test_result_send(struct exchange *x, const struct login *l,
		    const struct login_connection *c);

/* The path of the step of that ticket, and of one of its tests. */
char		*test_path(struct exchange *x, const char *ticket_id);
char		*test_login_path(struct exchange *x, const char *ticket_id, const char *login_id);

/* Fills the form that starts a test. */
void		 test_fill_start(struct page *p, struct view *v, bool is_again, bool in_new_tab,
		    bool is_quiet);
/* Fills the question what the provider's page says. */
void		 test_fill_told(struct page *p, struct view *v, const char *login_id);
/* Why a test failed. */
struct diagnosis test_diagnosis(struct page *p, const struct login_outcome *o);
/* How a test that has ended went, in a sentence. */
const char	*test_outcome(struct page *p, const struct login *l);

#endif
