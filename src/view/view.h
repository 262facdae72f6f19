/*
 * view.h - templates: named values in, a page out
 *
 * The engine escapes every value for the place where it stands; only INTRODUCTION_HTML
 * carries ready HTML (build-aux/guards/markers.sh holds that).  NAME:x-wrap, for the content of
 * elements, also lets long words break after their signs.  One function fills a
 * template; no name is set that no template shows.  Makefile.am lists the templates;
 * a template's name in C is its path.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "language/language.h"
#include "view/templates.h"

/* Finds a template by its path below the folder, such as "guides/okta/access.html";
 * TEMPLATES: there is none. */
enum template_name	 template_find(const char *path);

struct templates;	/* all files in all languages, parsed; made before the workers fork */
struct view;		/* the values of one template or section; lives in the arena */

/* Loads English from the folder, each other language from its own.  INVALID: the sentence
 * names the file that is missing or that the engine refuses. */
MUST_USE enum status
		 templates_load(const char *folder, const struct languages *languages,
		    struct templates **out, struct fault *f);
void		 templates_free(struct templates *t);

struct view	*view_new(struct arena *a);
/* A value of NULL or "" shows nothing. */
void		 view_set(struct view *v, const char *marker, const char *value);
/* The same, but every include below sees the value, too. */
void		 view_set_global(struct view *v, const char *marker, const char *value);
/* Shows the section one more time, with values of its own on top of its parent's. */
struct view	*view_section(struct view *v, const char *section);
/* Puts a template in the place of the include marker; it inherits no values. */
struct view	*view_include(struct view *v, const char *marker, enum template_name name);

/* BROKEN: the log has the reason. */
MUST_USE enum status
		 view_render(struct templates *t, struct arena *a, const struct language *l,
		    enum template_name name, struct view *v, const char **html, size_t *length,
		    struct fault *f);

#endif
