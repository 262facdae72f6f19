/*
 * wizard.h - the progress of the assistant with a ticket
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TICKET_WIZARD_H
#define MODEL_TICKET_WIZARD_H

#include "base/clock.h"
#include "model/provider/found.h"
#include "model/provider/provider.h"
#include "model/provider/settings.h"

/* The steps in their order; each is also a page.  The step reached and those before it
 * are open.  STEP_TEST and STEP_DOMAINS are never the step reached: the tests and the domains
 * themselves say how far these are (model/ticket/visit.h). */
enum step { STEP_PROVIDER, STEP_APPLICATION, STEP_SETTINGS, STEP_MAPPING, STEP_ACCESS, STEP_TEST,
	STEP_DOMAINS, STEP_ENABLE, STEP_DONE };

/* Of the tests with the live revision: one has passed, or how far the newest is. */
enum test_state { TEST_NONE, TEST_RUNNING, TEST_PASSED, TEST_FAILED };

enum check_state { CHECK_NONE, CHECK_WAITING, CHECK_FOUND, CHECK_FAILED };

struct wizard {
	long				 revision;	/* 0: nothing is saved yet */
	const struct provider		*provider;	/* NULL: not chosen */
	const struct provider		*asks;		/* provider_asked(): the row for form and connection */
	enum step			 step;		/* the furthest reached */
	const struct provider_settings	*typed;		/* NULL: nothing yet */
	const struct provider_settings	*draft;		/* this session's refused form; NULL */
	bool				 has_secret;
	enum check_state		 check;
	moment				 check_since;
	const struct found		*found;		/* CHECK_FOUND */
	struct objects			 problem;	/* CHECK_FAILED: struct sentence */
};

/* The connection as far as the assistant made it. */
struct connection_progress {
	const char	*id;		/* NULL: none */
	const char	*issuer;	/* or entity ID; may be NULL */
	const char	*our_entity_id;	/* as was chosen for it; NULL: the usual one */
	moment		 created_at, enabled_at, submitted_at;	/* 0: not yet */
	long		 client_count;	/* the clients that it is meant for */
	struct objects	 mapped;	/* struct mapped_live: of its live revision */
	struct texts	 organizations;	/* those that it is linked with, by their shown names */
	long		 domain_count, verified_count;	/* claimed for it; verified of those */
	long		 missing_count;			/* verified, but their record is gone */
	bool		 waits_for_domain;	/* it is enabled, or submitted, once one is verified */
	bool		 wait_is_void;		/* it waited, but then its settings changed, or */
	bool		 wait_lost_domain;	/* this: its last domain was removed */
	enum test_state	 test;
	bool		 test_is_older;		/* the last test that passed was of older settings */
	bool		 test_is_left;		/* the visitor went on from the step with these settings */
	const char	*newest_test;		/* the id of the newest login, of any revision; NULL */
	moment		 newest_test_ended_at;	/* 0: not yet */
	struct objects	 certificates;	/* struct found_certificate: of its live revision */
	struct texts	 proved, unproved;	/* its domains that are verified, and the others, by
						   their shown names: for the receipt */
};

enum step	 step_parse(const char *name);
const char	*step_name(enum step s);	/* as it is stored and as its path has it */
/* A literal that N_() marks, by whether the ticket lets its visitor enable the connection. */
const char	*step_title(enum step s, bool may_enable);
enum check_state check_state_parse(const char *name);
enum test_state	 test_state_parse(const char *name);

#endif
