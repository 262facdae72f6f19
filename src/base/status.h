/*
 * status.h - the ways in which a call can fail, and the sentences that say so
 *
 * A function that can fail returns enum status and leaves its result
 * untouched unless OK.  The sentence is written once, where the failure is
 * seen, into the struct fault that is the last argument; it is safe to show
 * to the person or program that asked.  It stays data (base/sentence.h) until
 * a door words it for its reader.  Detail for us goes to the log there.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))

enum status {
	OK = 0,
	INVALID,	/* the caller's input breaks a rule: say which */
	STRANGER,	/* we do not know who is asking */
	FORBIDDEN,	/* known caller, not allowed */
	NOT_FOUND,	/* no such thing, or not this caller's thing */
	EXPIRED,	/* was valid once: ticket, session */
	CONFLICT,	/* someone else changed it first, or it exists */
	LIMITED,	/* too much, too often */
	UNAVAILABLE,	/* a network or database hiccup: trying again may help */
	BROKEN,		/* our own mistake: trying again will not help */
};

enum { FAULT_SENTENCES = 4, FAULT_ARGS_BYTES = 640 };

/* It needs no memory but its own and may be copied. */
struct fault {
	struct {
		const char	*id, *plural;	/* literals; plural may be NULL */
		long		 number;	/* decides between the two */
		size_t		 args;		/* their count */
	}	 said[FAULT_SENTENCES];
	size_t	 count;				/* of sentences */
	char	 args[FAULT_ARGS_BYTES];	/* of all sentences, in order, each ended by NUL; one
						   that does not fit is cut at a whole character */
	size_t	 used_bytes;			/* of args; without room an argument is empty */
	char	 code[48];			/* the contract's errorCode, or "" */
};

/* Returns st, so that a failure is one line: return fail(f, NOT_FOUND, ...).  The format
 * is a literal and the id of the sentence: s, d and u, without width or precision. */
enum status	 fail(struct fault *f, enum status st, const char *format, ...)
		    __attribute__((format(printf, 3, 4)));
/* The count decides between one and many; it is an argument only if it is given as one. */
enum status	 fail_counted(struct fault *f, enum status st, long count, const char *one,
		    const char *many, ...) __attribute__((format(printf, 5, 6)));
/* The same with an errorCode of the contract. */
enum status	 fail_code(struct fault *f, enum status st, const char *code,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Gives the failure that code. */
void		 fault_code(struct fault *f, const char *code);
/* Adds one more sentence after those that are there. */
void		 fault_add(struct fault *f, const char *format, ...)
		    __attribute__((format(printf, 2, 3)));
/* Adds all sentences of why after those that are there; the code stays. */
void		 fault_join(struct fault *f, const struct fault *why);
/* The standard sentences: BROKEN and UNAVAILABLE show no detail. */
enum status	 fail_broken(struct fault *f);
enum status	 fail_unavailable(struct fault *f);

#endif
