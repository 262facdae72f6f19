/*
 * codings.h - how a server compressed its answer
 *
 * libcurl undoes every coding that it knows, asked for or not, and up to five on top
 * of one another; each of them can make a thousand bytes of one.  So the headers are
 * looked at first.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_CODINGS_H
#define NET_CODINGS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"

/* The ones that we ask for. */
#define CODINGS "gzip, deflate, br"

struct codings {
	int		 count;		/* 0: the answer is not compressed */
	const char	*foreign;	/* one that we do not ask for; NULL: none */
};

/* Adds those of one header, Content-Encoding or Transfer-Encoding. */
void		 codings_add(struct arena *a, struct codings *c, const char *header);
/* At most one, and one that we ask for. */
bool		 codings_are_ours(const struct codings *c);
/* INVALID: the answer from that host cannot be decompressed. */
MUST_USE enum status
		 codings_refuse(const struct codings *c, const char *host, struct fault *f);

#endif
