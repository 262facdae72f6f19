/*
 * form_fuzz.c - forms, and the JSON that they stand for
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "http/form.h"
#include "model/profile.h"
#include "model/ticket.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void
must(bool condition)
{
	if (!condition)
		abort();
}

static void
check_pairs(const struct form *form)
{
	size_t i;

	must(form->count <= FORM_MAX_FIELDS);
	for (i = 0; i < form->count; i++) {
		must(text_is_utf8(form->pairs[i].name, strlen(form->pairs[i].name)));
		must(text_is_utf8(form->pairs[i].value, strlen(form->pairs[i].value)));
		must(form_get(form, form->pairs[i].name) != NULL);
	}
}

/* A form can name one thing twice, as "a" and "a[]": that JSON is refused later. */
static void
check_json(struct arena *a, const struct form *form, const struct shape *shape)
{
	const char *json = form_json(a, form, shape);
	json_t *value = json_loads(json, 0, NULL);
	struct fault f = { 0 };
	enum status st;

	must(json_is_object(value));
	json_decref(value);
	st = fields_decode(a, json, strlen(json), shape, CREATING,
	    arena_alloc(a, shape->size_bytes), &f);
	must(st == OK || (st == INVALID && f.sentence[0] != '\0'));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	struct fault f = { 0 };
	struct form form;

	if (form_parse(a, (const char *)bytes, count, &form, &f) == OK) {
		check_pairs(&form);
		check_json(a, &form, &profile_shape);
		check_json(a, &form, &ticket_request_shape);
	} else {
		must(f.sentence[0] != '\0');
	}
	arena_free(a);
	return 0;
}
