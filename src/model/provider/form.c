/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/form.h"

#include "base/text.h"

const struct form_choice form_channels[] = {
	{ "back_channel", N_("Back channel"), N_("Our server gets the result from your provider’s "
	    "server, using the client secret.") },
	{ "front_channel", N_("Front channel"), N_("The result comes through the browser. Choose this if "
	    "our server cannot reach your provider. It needs no secret, but your provider must allow the "
	    "implicit grant.") },
	FORM_CHOICES_END,
};

const struct form_row *
form_row_find(const struct provider_form *form, const char *name)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (text_is(form->rows[i].name, name))
			return &form->rows[i];
	return NULL;
}

const struct form_choice *
form_choice_find(const struct form_choice *choices, const char *value)
{
	while (choices != NULL && choices->value != NULL && !text_is(choices->value, value))
		choices++;
	return choices == NULL || choices->value == NULL ? NULL : choices;
}

size_t
form_rows_below(const struct provider_form *form, size_t i)
{
	const struct form_row *choice = &form->rows[i];
	size_t end = i + 1;

	while (choice->choices != NULL && end < form->count && form->rows[end].is != NULL
	    && form->rows[end].when == choice->offset)
		end++;
	return end - i - 1;
}
