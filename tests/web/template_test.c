/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "view/view.h"

TEST(template_is_found_by_its_path)
{
	static const struct {
		const char		*file;
		enum template_name	 name;
	} cases[] = {
		{ "guides/okta/application.html", GUIDES_OKTA_APPLICATION },
		{ "assistant/used_up.html", ASSISTANT_USED_UP },
		{ "layout.html", LAYOUT },
		{ "guides/okta/Application.html", TEMPLATES },
		{ "guides/okta/application", TEMPLATES },
		{ "guides/okta", TEMPLATES },
		{ "templates/layout.html", TEMPLATES },
		{ "../layout.html", TEMPLATES },
		{ "", TEMPLATES },
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++)
		CHECK(template_find(cases[i].file) == cases[i].name, "%s", cases[i].file);
}

TEST(template_names_are_paths_once_each)
{
	int i;

	for (i = 0; i < TEMPLATES; i++)
		CHECK((int)template_find(template_files[i]) == i, "%s", template_files[i]);
}
