/* SPDX-License-Identifier: Apache-2.0 */
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <string>

extern "C" {
#include "base/log.h"
#include "base/text.h"
#include "view/view.h"
}

using ctemplate::TemplateDictionary;

static const char *const files[TEMPLATES] = {
	"layout.html",
	"parts/support.html",
	"error.html",
	"assistant/intro.html",
	"assistant/hub.html",
	"assistant/provider.html",
	"assistant/expired.html",
	"assistant/used_up.html",
	"assistant/revoked.html",
	"assistant/unknown.html",
	"assistant/stranger.html",
	"parts/steps.html",
	"parts/next.html",
	"parts/copy.html",
	"parts/signing_certificate.html",
	"assistant/application.html",
	"assistant/settings_okta.html",
	"assistant/settings_oidc.html",
	"assistant/settings_samlp.html",
	"assistant/check.html",
	"assistant/mapping.html",
	"assistant/access.html",
	"assistant/domains.html",
	"assistant/domain.html",
	"assistant/enable.html",
	"assistant/submit.html",
	"assistant/receipt.html",
	"guides/okta/application.html",
	"guides/oidc/application.html",
	"guides/samlp/application.html",
	"guides/okta/access.html",
	"guides/oidc/access.html",
	"guides/samlp/access.html",
};

struct templates {
	ctemplate::TemplateCache cache;
};

static TemplateDictionary *
dictionary(struct view *v)
{
	return reinterpret_cast<TemplateDictionary *>(v);
}

static struct view *
view_of(TemplateDictionary *d)
{
	return reinterpret_cast<struct view *>(d);
}

static void
release(void *d)
{
	delete static_cast<TemplateDictionary *>(d);
}

enum template_name
template_find(const char *path)
{
	int name = 0;

	while (name < TEMPLATES && !text_is(files[name], path))
		name++;
	return static_cast<enum template_name>(name);
}

enum status
templates_load(const char *folder, struct templates **out, struct fault *f)
{
	struct templates *t = new struct templates;

	t->cache.SetTemplateRootDirectory(folder);
	for (const char *file : files)
		if (!t->cache.LoadTemplate(file, ctemplate::STRIP_BLANK_LINES)) {
			delete t;
			return fail(f, INVALID, "template %s/%s cannot be used", folder, file);
		}
	t->cache.Freeze();
	*out = t;
	return OK;
}

void
templates_free(struct templates *t)
{
	delete t;
}

struct view *
view_new(struct arena *a)
{
	TemplateDictionary *d = new TemplateDictionary("page");

	arena_defer(a, release, d);
	return view_of(d);
}

void
view_set(struct view *v, const char *marker, const char *value)
{
	dictionary(v)->SetValue(marker, value == nullptr ? "" : value);
}

void
view_set_global(struct view *v, const char *marker, const char *value)
{
	dictionary(v)->SetTemplateGlobalValue(marker, value == nullptr ? "" : value);
}

struct view *
view_section(struct view *v, const char *section)
{
	return view_of(dictionary(v)->AddSectionDictionary(section));
}

struct view *
view_include(struct view *v, const char *marker, enum template_name name)
{
	TemplateDictionary *d = dictionary(v)->AddIncludeDictionary(marker);

	d->SetFilename(files[name]);
	return view_of(d);
}

enum status
view_render(struct templates *t, struct arena *a, enum template_name name, struct view *v,
    const char **html, size_t *length, struct fault *f)
{
	std::string page;

	if (!t->cache.ExpandNoLoad(files[name], ctemplate::STRIP_BLANK_LINES, dictionary(v), nullptr,
	    &page)) {
		log_line(LOG_ERROR, "page cannot be made", "template", files[name], NULL);
		return fail_broken(f);
	}
	*html = arena_copy(a, page.data(), page.size());
	*length = page.size();
	return OK;
}
