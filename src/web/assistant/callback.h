/*
 * callback.h - the door's callback: where providers send a browser with their answer
 *
 * A provider's answer is another site's form, or a link; so it comes without CSRF token.
 * Nothing of it is parsed here but what tells its login.  It is given to the login only when
 * the browser that started the login asks for it with its cookie, which a form of another
 * site does not carry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_CALLBACK_H
#define WEB_ASSISTANT_CALLBACK_H

#include "http/exchange.h"

#define CALLBACK_PATH "/login/callback"

/* GET: the query is the answer.  POST: the form is kept, and 303 leads the browser to it. */
enum status	 callback_query(struct exchange *x);
enum status	 callback_form(struct exchange *x);
/* The browser comes for the form that was kept. */
enum status	 callback_answer(struct exchange *x);

#endif
