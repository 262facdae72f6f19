/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/wizard.h"

#include "base/sentence.h"
#include "base/text.h"

static const struct {
	const char	*name, *title;
} steps[] = {
	[STEP_PROVIDER] = { "provider", N_("Choose provider") },
	[STEP_APPLICATION] = { "application", N_("Create application") },
	[STEP_SETTINGS] = { "settings", N_("Configure connection") },
	[STEP_MAPPING] = { "mapping", N_("Map attributes") },
	[STEP_ACCESS] = { "access", N_("Assign access") },
	[STEP_TEST] = { "test", N_("Test connection") },
	[STEP_DOMAINS] = { "domains", N_("Email domains") },
	[STEP_ENABLE] = { "enable", N_("Enable") },
	[STEP_DONE] = { "done", N_("Done") },
};

enum step
step_parse(const char *name)
{
	enum step s;

	for (s = STEP_DONE; s > STEP_PROVIDER; s--)
		if (text_is(steps[s].name, name))
			return s;
	return STEP_PROVIDER;
}

const char *
step_name(enum step s)
{
	return steps[s].name;
}

const char *
step_title(enum step s, bool may_enable)
{
	return s == STEP_ENABLE && !may_enable ? N_("Submit") : steps[s].title;
}

enum check_state
check_state_parse(const char *name)
{
	if (text_is(name, "waiting"))
		return CHECK_WAITING;
	if (text_is(name, "found"))
		return CHECK_FOUND;
	return text_is(name, "failed") ? CHECK_FAILED : CHECK_NONE;
}

enum test_state
test_state_parse(const char *name)
{
	if (text_is(name, "running"))
		return TEST_RUNNING;
	if (text_is(name, "passed"))
		return TEST_PASSED;
	return text_is(name, "failed") ? TEST_FAILED : TEST_NONE;
}
