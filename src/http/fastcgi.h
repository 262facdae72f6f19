/*
 * fastcgi.h - the way to nginx: one request at a time on a unix socket
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_FASTCGI_H
#define HTTP_FASTCGI_H

#include <signal.h>

#include "http/request.h"
#include "http/response.h"

struct fastcgi;

/* Makes the socket (mode 0660; group "" leaves the process's own), ready to
 * be inherited by workers.  INVALID: the sentence says why. */
MUST_USE enum status	 fastcgi_listen(const char *path, const char *group, int *fd,
			    struct fault *f);
/* Ends the process if the library cannot be set up. */
struct fastcgi		*fastcgi_new(int fd);
void			 fastcgi_free(struct fastcgi *fcgi);

/* Waits for a request; false after SIGTERM.  The mask unblocked lets SIGTERM
 * through during the wait only, so that it never cuts a request short. */
bool			 fastcgi_next(struct fastcgi *fcgi, const sigset_t *unblocked);
/* Copies the request of the last fastcgi_next into the arena. */
struct request		*fastcgi_read(struct fastcgi *fcgi, struct arena *a);
/* For the response, which has parts of its body written there. */
struct outlet		*fastcgi_outlet(struct fastcgi *fcgi);
/* Sends the response, or what has not left of it. */
void			 fastcgi_answer(struct fastcgi *fcgi, const struct response *r);

#endif
