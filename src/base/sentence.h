/*
 * sentence.h - a sentence as data, until a door words it for its reader
 *
 * The English text is the id: a printf format, which gettext calls a message.
 * The arguments are texts and lie beside it, so that a language can put them where
 * it needs them.  A sentence is whole; anything further is a sentence of its own.
 * It is kept as JSON by sentence_shape.  src/language words it in any language; here
 * it is worded in English, for programs, operators and the log.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_SENTENCE_H
#define BASE_SENTENCE_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/fields.h"
#include "base/status.h"

struct sentence {
	struct given	 given;
	const char	*id;
	const char	*plural;	/* for any count but one; NULL: the sentence counts nothing */
	long		 count;
	struct texts	 args;		/* for the conversions, in their order in the id */
};

extern const struct shape	sentence_shape;

/* Marks a literal for the catalog if it stands in a table or outside a function's call. */
#define N_(id) id
#define NC_(context, id) context, id
/* Marks one that programs or operators alone read; the catalog does not get it. */
#define ENGLISH_(id) id

/* The names of these functions mark their literals for the catalog. */
struct sentence	*sentence(struct arena *a, const char *id, ...)
		    __attribute__((format(printf, 2, 3)));
/* The count decides between one and many; it is an argument only if it is given as one. */
struct sentence	*sentence_counted(struct arena *a, long count, const char *one,
		    const char *many, ...) __attribute__((format(printf, 4, 5)));

/* A text that is the same in every language: a name, a record, another program's words. */
struct sentence	*sentence_verbatim(struct arena *a, const char *text);

/* Adds to a list of struct sentence, such as a report or a wizard keeps. */
void		 sentences_add(struct arena *a, struct objects *list, const struct sentence *s);
/* The sentences of a failure, copied into the arena. */
struct objects	 fault_sentences(struct arena *a, const struct fault *f);

/* Makes an argument of a list, which is worded like "a, b and c". */
char		*listed(struct arena *a, const struct texts *items);
/* The items of such an argument; any other argument is its only item. */
struct texts	 listed_items(struct arena *a, const char *arg);

/* Makes an argument of a moment, which each language words in its own way. */
char		*dated(struct arena *a, moment m);
/* Reads the moment of such an argument; false: it is another argument. */
bool		 dated_moment(const char *arg, moment *out);

/* Makes an argument of a literal that N_() marks, which each language words in its own
 * way; of any other text, one that is the same in every language. */
char		*translated(struct arena *a, const char *id);
/* The literal of such an argument; NULL: it is another argument. */
const char	*translated_id(const char *arg);

/* Puts the arguments into their format, each as say() words it; NULL, as in a damaged row,
 * is no text.  An argument that the
 * format asks for and that is not there is left out. */
struct wording {
	char	*(*say)(const struct wording *w, struct arena *a, const char *arg, bool is_number);
	const void *language;
};
void		 format_fill(struct buf *b, const char *format, const struct texts *args,
		    const struct wording *w);

/* In English; there is a space between sentences. */
char		*sentence_english(struct arena *a, const struct sentence *s);
char		*sentences_english(struct arena *a, const struct objects *list);
char		*fault_english(struct arena *a, const struct fault *f);

#endif
