/*
 * form_fuzz.c - forms, and the JSON that they stand for
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <jansson.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "bodies.h"
#include "http/form.h"

int	LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

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

/* A form can name one field twice, as "a" and "a[]"; that JSON is refused later. */
static void
check_json(struct arena *a, const struct form *form, const struct shape *shape)
{
	const char *json = form_json(a, form, shape);
	json_t *value = json_loads(json, 0, NULL);

	must(json_is_object(value));
	json_decref(value);
	bodies_check(a, json, strlen(json), shape, CREATING);
	bodies_check(a, json, strlen(json), shape, PATCHING);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena *a = arena_new();
	struct fault f = { 0 };
	struct form form;
	size_t i;

	if (form_parse(a, (const char *)bytes, count, &form, &f) == OK) {
		check_pairs(&form);
		for (i = 0; i < bodies_count(); i++)
			check_json(a, &form, bodies_at(i));
	} else {
		must(f.count > 0);
	}
	arena_free(a);
	return 0;
}
