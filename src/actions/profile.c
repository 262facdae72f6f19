/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/profile.h"

#include "base/random.h"
#include "model/tenant/introduction.h"
#include "store/profile.h"

enum status
create_profile(const struct act *act, const struct profile *wanted, struct profile *out)
{
	enum status st = profile_check(wanted, act->fault);

	if (st != OK)
		return st;
	return profile_add(act, random_id(act->arena, "ssp_", 22), wanted, out);
}

enum status
update_profile(const struct act *act, const char *id, const struct profile *change,
    struct profile *out)
{
	enum status st = profile_check(change, act->fault);

	return st == OK ? profile_change(act, id, change, out) : st;
}

enum status
delete_profile(const struct act *act, const char *id)
{
	return profile_remove(act, id);
}

enum status
set_custom_text(const struct act *act, const char *profile_id, const struct custom_text *text,
    const char **saved)
{
	const char *html = text->introduction == NULL ? NULL
	    : introduction_html(act->arena, text->introduction);

	return custom_text_save(act, profile_id, text->given.whole, html, saved);
}
