/* SPDX-License-Identifier: Apache-2.0 */
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_modifiers.h>

#include <memory>
#include <string>
#include <vector>

extern "C" {
#include "base/log.h"
#include "base/text.h"
#include "view/view.h"
}

using ctemplate::ExpandEmitter;
using ctemplate::PerExpandData;
using ctemplate::TemplateDictionary;

/* A word of an address that is longer than this may break, into pieces of at least so many bytes. */
enum { LONG_WORD = 20, PIECE = 8 };

/* :x-wrap in a template.  The engine adds no escaping to it, so each piece is escaped here. */
class Wrap : public ctemplate::TemplateModifier {
	void Modify(const char *text, size_t length, const PerExpandData *data, ExpandEmitter *out,
	    const std::string &argument) const override;
};

/* By the index of the language. */
struct templates {
	std::vector<std::unique_ptr<ctemplate::TemplateCache>> caches;
};

static bool
is_sign(char c)
{
	return std::string("/?&=.-_:;,@#+").find(c) != std::string::npos;
}

static bool
is_blank(char c)
{
	return std::string(" \t\n\r").find(c) != std::string::npos;
}

/* Whether a word can break before the byte at i, if its piece began at from. */
static bool
may_break(const std::string &word, size_t from, size_t i)
{
	return i - from >= PIECE && word.size() - i >= PIECE && is_sign(word[i - 1]) && !is_sign(word[i]);
}

static void
emit_word(const std::string &word, const PerExpandData *data, ExpandEmitter *out)
{
	size_t from = 0, i;

	for (i = 1; word.size() > LONG_WORD && i < word.size(); i++) {
		if (!may_break(word, from, i))
			continue;
		ctemplate::html_escape.Modify(&word[from], i - from, data, out, "");
		out->Emit("<wbr>");
		from = i;
	}
	ctemplate::html_escape.Modify(&word[from], word.size() - from, data, out, "");
}

void
Wrap::Modify(const char *text, size_t length, const PerExpandData *data, ExpandEmitter *out,
    const std::string &) const
{
	size_t from = 0, i;

	for (i = 0; i < length; i++) {
		if (!is_blank(text[i]))
			continue;
		emit_word(std::string(text + from, i - from), data, out);
		ctemplate::html_escape.Modify(text + i, 1, data, out, "");
		from = i + 1;
	}
	emit_word(std::string(text + from, length - from), data, out);
}

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

	while (name < TEMPLATES && !text_is(template_files[name], path))
		name++;
	return static_cast<enum template_name>(name);
}

/* The folder of the files of a language. */
static std::string
folder_of(const struct language *l, const char *folder)
{
	return l->folder == nullptr ? folder : std::string(l->folder) + "/templates";
}

static enum status
load_language(const std::string &folder, ctemplate::TemplateCache *cache, struct fault *f)
{
	cache->SetTemplateRootDirectory(folder);
	for (const char *file : template_files)
		if (!cache->LoadTemplate(file, ctemplate::STRIP_BLANK_LINES))
			return fail(f, INVALID, "template %s/%s cannot be used", folder.c_str(), file);
	cache->Freeze();
	return OK;
}

enum status
templates_load(const char *folder, const struct languages *languages, struct templates **out,
    struct fault *f)
{
	static const Wrap wrap;
	static const bool is_known = ctemplate::AddXssSafeModifier("x-wrap", &wrap);
	struct templates *t = new struct templates;
	enum status st = is_known ? OK : fail(f, INVALID, "the engine of templates takes no modifiers");
	size_t i;

	for (i = 0; st == OK && i < languages->count; i++) {
		t->caches.push_back(std::make_unique<ctemplate::TemplateCache>());
		st = load_language(folder_of(&languages->items[i], folder), t->caches.back().get(), f);
	}
	if (st == OK)
		*out = t;
	else
		delete t;
	return st;
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

	d->SetFilename(template_files[name]);
	return view_of(d);
}

enum status
view_render(struct templates *t, struct arena *a, const struct language *l,
    enum template_name name, struct view *v, const char **html, size_t *length, struct fault *f)
{
	std::string page;

	if (!t->caches[l->index]->ExpandNoLoad(template_files[name], ctemplate::STRIP_BLANK_LINES,
	    dictionary(v), nullptr, &page)) {
		log_line(LOG_ERROR, "page cannot be made", "template", template_files[name], NULL);
		return fail_broken(f);
	}
	*html = arena_copy(a, page.data(), page.size());
	*length = page.size();
	return OK;
}
