/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/set_custom_text.h"

#include "model/tenant/introduction.h"
#include "store/profile.h"

enum status
set_custom_text(const struct act *act, const char *profile_id, const struct custom_text *text,
    const char **saved)
{
	const char *html = text->introduction == NULL ? NULL
	    : introduction_html(act->arena, text->introduction);

	return custom_text_save(act, profile_id, text->given.whole, html, saved);
}
