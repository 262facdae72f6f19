/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/login_failure.h"

#include "base/text.h"

static const char *const names[LOGIN_FAILURES] = {
	[LOGIN_PASSED] = "passed",
#define LOGIN_FAILURE(name, text) [LOGIN_##name] = text,
#include "model/provider/login_failure.def"
#undef LOGIN_FAILURE
};

const char *
login_failure_name(enum login_failure w)
{
	return names[w];
}

enum login_failure
login_failure_parse(const char *name)
{
	size_t i;

	for (i = 0; i < LOGIN_FAILURES; i++)
		if (text_is(names[i], name))
			return (enum login_failure)i;
	return LOGIN_OTHER;
}
