/*
 * introduction.h - an operator's text, made safe to show
 *
 * No markup of the input is copied: the writer knows the tags b strong i em u br p ul
 * ol li and a[href], writes those itself, balanced, and escapes or drops everything
 * else, so that no trick with the input's syntax can survive.  Links go to https, http
 * and mailto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_INTRODUCTION_H
#define MODEL_TENANT_INTRODUCTION_H

#include "base/arena.h"

/* text: UTF-8, plain or basic HTML.  The result is ready for a page; NULL: it would show
 * nothing. */
char	*introduction_html(struct arena *a, const char *text);

#endif
