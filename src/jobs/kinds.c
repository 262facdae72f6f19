/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/kinds.h"

#include "base/text.h"
#include "jobs/check_provider.h"
#include "jobs/derive_connection.h"
#include "jobs/end_ticket.h"
#include "jobs/fetch_logo.h"
#include "jobs/make_keys.h"
#include "jobs/verify_domain.h"

static const struct {
	const char	*name;		/* as SQL has it */
	enum status	(*run)(const struct act *act, const struct tools *tools,
			    const struct job *j);
} kinds[] = {
	{ "fetch_logo", fetch_logo },
	{ "check_provider", check_provider },
	{ "derive_connection", derive_connection },
	{ "make_keys", make_keys },
	{ "verify_domain", look_up_domain },
	{ "end_ticket", end_ticket },
};

enum status
job_run(const struct act *act, const struct tools *tools, const struct job *j)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_is(kinds[i].name, j->kind))
			return kinds[i].run(act, tools, j);
	return fail(act->fault, BROKEN, "no such kind of job");
}
