/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/set_custom_text.h"

#include "model/tenant/introduction.h"
#include "store/profile.h"

enum status
set_custom_text(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const struct custom_text *text, const char *actor, const char **saved, struct fault *f)
{
	const char *html = text->introduction == NULL ? NULL
	    : introduction_html(a, text->introduction);

	return custom_text_save(s, a, tenant_id, profile_id, text->given.whole, html, actor, saved,
	    f);
}
