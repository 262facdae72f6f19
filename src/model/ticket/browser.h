/*
 * browser.h - what a browser says it is, in names that we know
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TICKET_BROWSER_H
#define MODEL_TICKET_BROWSER_H

/* Names for people, such as "Firefox" and "Windows"; NULL: another one. */
struct browser {
	const char	*name;
	const char	*system;
};

/* user_agent: the header of that name, or NULL.  Nothing of it is kept but which of our
 * names it has. */
struct browser	 browser_of(const char *user_agent);

#endif
