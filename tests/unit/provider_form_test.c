/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/form.h"

#include <string.h>

#include "test.h"

/* The choice that decides whether the row is asked for. */
static const struct form_choice *
deciding(const struct provider_form *form, const struct form_row *row)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (form->rows[i].rule == FORM_CHOICE && form->rows[i].offset == row->when)
			return form_choice_find(form->rows[i].choices, row->is);
	return NULL;
}

static void
check_choices(const char *strategy, const struct form_row *row)
{
	const struct form_choice *c;

	CHECK((row->choices != NULL) == (row->rule == FORM_CHOICE), "%s: %s", strategy, row->name);
	for (c = row->choices; c != NULL && c->value != NULL; c++) {
		CHECK(c->label != NULL && c->hint != NULL, "%s: %s", strategy, c->value);
		CHECK(form_choice_find(row->choices, c->value) == c, "%s has %s twice", strategy, c->value);
	}
	CHECK(row->choices == NULL || row->choices->value != NULL, "%s: %s has no choice", strategy, row->name);
}

static void
check_row(const char *strategy, const struct provider_form *form, const struct form_row *row)
{
	CHECK(row->label != NULL, "%s: %s", strategy, row->name);
	CHECK((row->missing == NULL) == (row->rule == FORM_OPTIONAL_URL), "%s: %s", strategy, row->name);
	CHECK(row->rule == FORM_CHOICE || row->rule == FORM_OPTIONAL_URL || row->where != NULL,
	    "%s does not say where %s is", strategy, row->name);
	CHECK(row->is == NULL || deciding(form, row) != NULL, "%s never asks for %s", strategy, row->name);
	CHECK(form_row_find(form, row->name) == row, "%s asks for %s twice", strategy, row->name);
	check_choices(strategy, row);
}

TEST(provider_forms_have_words_for_each_row_and_choice)
{
	const struct provider_form *form;
	size_t i, j;

	for (i = 0; i < provider_count; i++) {
		form = providers[i]->form;
		CHECK((form != NULL) == (providers[i]->lead != NULL), "%s", providers[i]->strategy);
		for (j = 0; form != NULL && j < form->count; j++)
			check_row(providers[i]->strategy, form, &form->rows[j]);
	}
}

/* The texts that a browser offers to fill in are accepted where they are shown. */
TEST(provider_forms_have_examples_that_could_be_entered)
{
	struct arena *a = arena_new();
	struct field_problem problems[MAX_FIELD_PROBLEMS];
	struct provider_settings s;
	const struct form_row *row;
	size_t i, j, k, count;

	for (i = 0; i < provider_count; i++)
		for (j = 0; providers[i]->form != NULL && j < providers[i]->form->count; j++) {
			row = &providers[i]->form->rows[j];
			if (row->example == NULL)
				continue;
			s = (struct provider_settings){ .given = GIVEN_ALL };
			*(const char **)((char *)&s + row->offset) = row->example;
			if (row->is != NULL)
				*(const char **)((char *)&s + row->when) = row->is;
			provider_settings_clean(a, providers[i], &s);
			count = provider_settings_check(a, &(struct settings_about){ .provider = providers[i] }, &s,
			    problems);
			for (k = 0; k < count; k++)
				CHECK(strcmp(problems[k].field, row->name) != 0, "%s: %s", providers[i]->strategy,
				    row->example);
		}
	arena_free(a);
}

TEST(provider_forms_have_the_fields_of_a_choice_right_after_it)
{
	const struct provider_form *saml = provider_find("samlp")->form, *openid = provider_find("oidc")->form;
	size_t source = (size_t)(form_row_find(saml, "source") - saml->rows);
	size_t type = (size_t)(form_row_find(openid, "type") - openid->rows);

	assert_int_equal(form_rows_below(saml, source), 4);
	assert_int_equal(form_rows_below(saml, source + 1), 0);
	assert_int_equal(form_rows_below(openid, type), 0);
	assert_int_equal(form_rows_below(openid, openid->count - 1), 0);
	assert_null(form_row_find(openid, "source"));
	assert_null(form_choice_find(NULL, "url"));
	assert_null(form_choice_find(form_row_find(saml, "source")->choices, NULL));
	assert_null(form_choice_find(form_row_find(saml, "source")->choices, "URL"));
}
