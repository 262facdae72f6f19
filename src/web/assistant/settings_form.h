/*
 * settings_form.h - the form of the settings, as its page shows it
 *
 * It has a field for each row of the provider's form (model/provider/form.h), and what all forms of
 * a protocol have.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_SETTINGS_FORM_H
#define WEB_ASSISTANT_SETTINGS_FORM_H

#include "web/assistant/page.h"

enum {
	SECRET_MAX_BYTES = 4096,
	SHOWN_MAX_BYTES = 512,		/* a longer text is kept here and not sent back */
	MAX_PROBLEMS = 2 * MAX_FIELD_PROBLEMS,	/* a conflict may be about every field */
};

struct problems {
	struct field_problem	 items[MAX_PROBLEMS];
	size_t			 count;
};

bool		 problems_have(const struct problems *problems, const char *field);

/* The three fields of a text that may be too long to send back and forth: pasted; uploaded;
 * or kept here as a draft and named by its hash, so that another tab's is not taken. */
struct long_text {
	const char	*text, *file, *draft;
	size_t		 offset;
};

extern const struct long_text	metadata_text, certificate_text;

/* NULL: there is none. */
const char	*long_text_in(const struct provider_settings *s, const struct long_text *l);
/* Whether the page says that it is kept, and does not show it. */
bool		 long_text_is_kept(struct exchange *x, const struct provider_settings *s,
		    const struct long_text *l);

/* The row of the chosen provider's form; NULL: it does not ask for that. */
const struct form_row
		*settings_row(struct exchange *x, const char *field);
/* The label of a choice in that form, a literal that N_() marks; NULL: it is none there. */
const char	*settings_choice(struct exchange *x, const char *field, const char *value);
/* Whether the field stands under "Advanced". */
bool		 settings_is_advanced(struct exchange *x, const char *field);

/* Fills the fields and the summary of their problems. */
void		 settings_form_fill(struct page *p, const struct provider_settings *typed,
		    const struct problems *problems, bool secret_is_kept);

#endif
