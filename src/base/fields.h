/*
 * fields.h - a body declared once: its names, types, limits and offsets
 *
 * A resource's rows decode it, check it, word the error as the contract does,
 * keep it in the database and encode the answer.  The struct that the rows
 * fill has a struct given, which tells "absent" from "null" from "there".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_FIELDS_H
#define BASE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/* Each has the C type of the struct's member beside it. */
enum field_type {
	FIELD_TEXT,	/* const char *; NULL: absent or null */
	FIELD_NUMBER,	/* long */
	FIELD_BOOL,	/* bool */
	FIELD_TEXTS,	/* struct texts */
	FIELD_OBJECT,	/* struct ... *; NULL: absent or null */
	FIELD_OBJECTS,	/* struct objects */
	FIELD_MAP,	/* struct objects; the shape's name_offset takes each name */
	FIELD_ANY,	/* no member: kept in given.whole only */
	FIELD_EITHER,	/* no member: a text, or else an object if the row has a shape, or
			   texts if it has none; the item limits are those of the text */
};

enum field_rule {
	REQUIRED = 1,		/* in everything but a PATCH */
	NULLABLE = 2,
	PATCH_NULLABLE = 4,	/* null in a PATCH removes it */
	ANSWER_ONLY = 8,	/* only we set it: unknown in a request */
	REQUEST_ONLY = 16,	/* never in an answer: secrets */
	UNIQUE = 32,		/* FIELD_TEXTS: no item twice */
	CREATE_ONLY = 64,	/* unknown in a PATCH */
};

/* A rule on the content of a text, worded "format name" or "pattern name". */
struct format {
	const char	*name;
	bool		 is_pattern;
	bool		(*holds)(const char *value);
};

struct field {
	const char		*name;
	enum field_type		 type;
	unsigned		 rules;
	size_t			 offset;
	long			 min, max;		/* characters, value, items, names or, for
							   FIELD_ANY, bytes of all such values of a
							   body; max 0: none, which no array, map or
							   text of a request may have */
	long			 item_min, item_max;	/* characters of each of FIELD_TEXTS */
	const char *const	*choices;		/* ended by NULL; of each item, too */
	const struct format	*format;		/* of each item, too */
	const struct shape	*shape;			/* FIELD_OBJECT, FIELD_OBJECTS, FIELD_MAP */
	const char		*about;			/* the contract's description, shown in errors */
};

struct shape {
	const struct field	*fields;
	size_t			 count;
	size_t			 size_bytes;
	size_t			 given_offset;
	const struct shape	*also;		/* further rows, checked only; NULL: none */
	const struct field	*rest;		/* rule for names in neither; NULL: refused */
	bool			 refuses_spellings;	/* names in neither, but like one there */
	long			 min_properties, max_properties;	/* 0: no limit */
	size_t			 name_offset;	/* FIELD_MAP: const char *, its name in the map */
	long			 name_max;	/* characters of a name among the rest; 0: no limit */
};

/* The rules for the rest of a shape that keeps any further members: those of a document,
 * without a limit, and those of a request. */
/* A value costs its reader a hundred times what a byte of a text costs, so their number has a
 * maximum of its own: commas, colons and opening brackets outside texts are counted. */
enum { FIELDS_MAX_UNKNOWN_BYTES = 60 * 1024, FIELDS_MAX_MARKS = 20000 };
extern const struct field	field_any, field_unknown;
#define REST_UNKNOWN .rest = &field_unknown, .max_properties = 256, .name_max = 255
/* The same, but another spelling of a row's name is refused: nobody would read its value. */
#define REST_OTHER REST_UNKNOWN, .refuses_spellings = true

struct given {
	uint64_t	 present;	/* bit i: fields[i] was there, null included */
	uint64_t	 null;		/* bit i: it was null */
	const char	*whole;		/* the object as compact JSON; if the shape has a rest,
					   encoding writes this */
};

struct texts {
	const char	**items;
	size_t		  count;
};

bool	 texts_hold(const struct texts *t, const char *item);
/* "a", "a and b" or "a, b and c". */
char	*texts_in_words(struct arena *a, const struct texts *t);
/* "a b c", as queries take them; NULL if there are none. */
char	*texts_joined(struct arena *a, const struct texts *t);
/* Adds an item, which must live as long as the list. */
void	 texts_add(struct arena *a, struct texts *t, const char *item);
/* Whether an item stands twice: the indexes of the first that does, and of its repeat. */
bool	 texts_repeat(struct arena *a, const struct texts *t, size_t *first, size_t *second);
/* The list with each item once, where it stood first. */
struct texts texts_once(struct arena *a, const struct texts *t);

struct objects {
	void	*items;		/* count structs of the shape's size */
	size_t	 count;
};

/* The member at that offset of each object. */
struct texts texts_of(struct arena *a, const struct objects *o, size_t size_bytes, size_t offset);

/* An object that is kept and shown as it is, in given.whole.  NULL stays NULL. */
struct verbatim {
	struct given	given;
};
extern const struct shape	 verbatim_shape;
struct verbatim			*verbatim(struct arena *a, const char *json);

/* QUERYING is CREATING with errors worded for a query string. */
enum decode_mode { CREATING, PATCHING, STORED, QUERYING };

#define GIVEN_ALL ((struct given){ .present = UINT64_MAX })
#define SHAPE(type, rows) \
	{ .fields = rows, .count = sizeof(rows) / sizeof((rows)[0]), \
	  .size_bytes = sizeof(type), .given_offset = offsetof(type, given) }

/* INVALID: the sentence is the contract's "Payload validation error: ...", with its code. */
MUST_USE enum status
	 fields_decode(struct arena *a, const char *json, size_t length,
	    const struct shape *s, enum decode_mode mode, void *out, struct fault *f);
/* The same for a body that is an array: a row of FIELD_OBJECTS. */
MUST_USE enum status
	 fields_decode_list(struct arena *a, const char *json, size_t length,
	    const struct field *list, struct objects *out, struct fault *f);
/* Decode an array of texts or objects that we keep ourselves.  BROKEN: it is not one. */
MUST_USE enum status
	 fields_decode_texts(struct arena *a, const char *json, struct texts *out, struct fault *f);
MUST_USE enum status
	 fields_decode_objects(struct arena *a, const char *json, const struct shape *s,
	    struct objects *out, struct fault *f);
/* Writes the object as JSON, without the members that are absent. */
char	*fields_encode(struct arena *a, const struct shape *s, const void *object);
/* A JSON array of count structs that lie size_bytes of the shape apart. */
char	*fields_encode_list(struct arena *a, const struct shape *s, const void *objects,
	    size_t count);

char	*fields_encode_texts(struct arena *a, const struct texts *t);

/* One value of a document. */
struct json_value {
	const char	*json;	/* compact; NULL: it is absent or null */
	const char	*text;	/* the characters of a string; NULL: it is not a string */
};

/* Finds a value in an object by a path of names with dots between them.  A member that
 * has the whole path as its name comes before a way into objects.  The value is absent,
 * too, if json is not an object; a text with NUL in it counts as absent. */
struct json_value fields_value(struct arena *a, const char *json, const char *path);

/* The members of an object, in its order: struct json_member; none if json is not an object. */
struct json_member {
	const char		*name;
	struct json_value	 value;
};
struct objects	 fields_members(struct arena *a, const char *json);

/* The object with that text as the member of that name, which keeps its place; text NULL: as
 * it is. */
char	*fields_with_text(struct arena *a, const char *json, const char *name, const char *text);

/* The object without the members that are null or break their row, of a shape or of those
 * that it has also.  The names of those that break it become *broken.  Members without a row
 * stay.  A text that is no object stays as it is. */
char	*fields_sound(struct arena *a, const struct shape *s, const char *json,
	    struct texts *broken);

/* Parts an object into secrets and *rest, the object without them.  The result has the
 * texts and nulls whose rows are REQUEST_ONLY, at any depth, under names like
 * "signing_key.key" (struct parted).  json was decoded by these rows before. */
struct parted {
	const char	*name;
	const char	*value;		/* NULL: it was null */
};
struct objects	 fields_part(struct arena *a, const struct shape *s, const char *json,
		    const char **rest);

/* Whether a row of the shape was given, null included; whether it was given as null. */
bool	 given_at(const struct given *g, size_t row);
bool	 given_null(const struct given *g, size_t row);
/* The names of the rows that were given as null, each followed by a space. */
const char *given_nulls(struct arena *a, const struct shape *s, const struct given *g);

#endif
