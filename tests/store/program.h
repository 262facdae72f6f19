/*
 * program.h - postern, as a system administrator runs it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_STORE_PROGRAM_H
#define TESTS_STORE_PROGRAM_H

#include <sys/types.h>

#include "database.h"

struct ran {
	int	 code;
	char	*out, *err;
};

/* A tenant in the database that the program finds. */
struct place	*place_for_commands(void);

/* Runs it to its end; words end with NULL, and input is what standard input says. */
struct ran	 program_run(struct place *p, const char *input, char *const *words);
/* Begins it, without its output. */
pid_t		 program_start(char *const *words);

#define WORDS(...) ((char *const[]){ (char[]){ "postern" }, __VA_ARGS__, NULL })
/* With what standard input says first. */
#define POSTERN(p, input, ...) program_run((p), (input), WORDS(__VA_ARGS__))
#define WORD(text) ((char *)(uintptr_t)(text))
#define TENANT(id) WORD("--tenant"), WORD(id)

void		 check_done(const struct ran *r);

/* The actor of events of commands. */
const char	*command_actor(struct place *p);
long		 event_count(const char *tenant);
/* The one event of that kind, which a command has written. */
void		 check_told(struct place *p, const char *tenant, const char *kind, const char *details);
/* No event has it. */
void		 check_untold(const char *secret);

#endif
