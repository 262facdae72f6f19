/*
 * view.h - templates: named values in, a page out
 *
 * The engine escapes every value by where it stands; only INTRODUCTION_HTML
 * carries ready HTML (build-aux/guards/markers.sh holds that).  A template is filled
 * by one function; no name is set that no template shows.  Makefile.am lists the
 * templates; a template's name in C is its path.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "view/templates.h"

/* By its path below the folder, such as "guides/okta/access.html"; TEMPLATES: none. */
enum template_name	 template_find(const char *path);

struct templates;	/* all files, parsed; made before the workers fork */
struct view;		/* the values of one template or section; lives in the arena */

/* INVALID names the file that is missing or that the engine refuses. */
MUST_USE enum status
		 templates_load(const char *folder, struct templates **out, struct fault *f);
void		 templates_free(struct templates *t);

struct view	*view_new(struct arena *a);
/* NULL and "" show nothing. */
void		 view_set(struct view *v, const char *marker, const char *value);
/* Also seen in every include below. */
void		 view_set_global(struct view *v, const char *marker, const char *value);
/* Shows the section once more, with values of its own on top of its parent's. */
struct view	*view_section(struct view *v, const char *section);
/* Puts a template where the include marker stands; values are not inherited. */
struct view	*view_include(struct view *v, const char *marker, enum template_name name);

/* BROKEN: logged. */
MUST_USE enum status
		 view_render(struct templates *t, struct arena *a, enum template_name name,
		    struct view *v, const char **html, size_t *length, struct fault *f);

#endif
