/*
 * status.h - how a thing can go wrong, and the sentence that says so
 *
 * A function that can fail returns enum status and leaves its result
 * untouched unless OK.  The sentence is written once, where the failure is
 * seen, into the struct fault that is the last argument; it is safe to show
 * to the person or program that asked.  Detail for us goes to the log there.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

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

struct fault {
	char	sentence[640];
	char	code[48];	/* the contract's errorCode, or "" */
};

/* Returns st, so that a failure is one line: return fail(f, NOT_FOUND, ...). */
enum status	 fail(struct fault *f, enum status st, const char *format, ...)
		    __attribute__((format(printf, 3, 4)));
/* The same with an errorCode of the contract. */
enum status	 fail_code(struct fault *f, enum status st, const char *code,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The standard sentences: BROKEN and UNAVAILABLE show no detail. */
enum status	 fail_broken(struct fault *f);
enum status	 fail_unavailable(struct fault *f);

#endif
