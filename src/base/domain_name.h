/*
 * domain_name.h - a domain name in whatever form it is typed
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_DOMAIN_NAME_H
#define BASE_DOMAIN_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Lower case, without dots at its end, other scripts as xn-- labels (RFC 5891
 * by way of UTS 46).  NULL: not a domain name (RFC 1123 2.1); IP addresses and
 * invalid xn-- labels are refused, too. */
char	*domain_name_clean(struct arena *a, const char *typed);
/* The same for what a program names a domain by: the name, or a URL with it. */
char	*domain_name_given(struct arena *a, const char *given);
/* The length of the host of such a URL, which begins at *host; of any other text: all of it.
 * A scheme of letters, digits, +, . and - makes a URL.  alias_domain in
 * sql/functions/alias.sql finds it by the same rule. */
size_t	 domain_name_host(const char *given, const char **host);
/* Finds the domain in a URL or in an email address, with or without a person's name;
 * www. is left out, as nobody has mail there.  Text with several domains is returned
 * as it is. */
char	*domain_name_typed(struct arena *a, const char *text);
bool	 domain_name_has_several(const char *typed);
/* A clean name with its xn-- labels in their own script; itself if it has none. */
char	*domain_name_unicode(struct arena *a, const char *name);
bool	 is_domain_name(const char *typed);
/* Of clean names: the same, or the other with labels in front. */
bool	 domain_name_is_at_or_below(const char *name, const char *other);

#endif
