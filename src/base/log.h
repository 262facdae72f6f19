/*
 * log.h - JSON lines on stderr, one write each
 *
 * Never log a secret, a ticket, a token, a query string or a body.  A line
 * that cannot be written (disk full) is lost; the program goes on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/status.h"

enum log_level { LOG_INFO, LOG_WARN, LOG_ERROR };

/* Every line carries the process's name, a constant.  SIGPIPE is ignored from here
 * on, so that a log whose reader went away does not end the process. */
void	 log_open(const char *process);
/* Every line carries this request id until the next call; NULL for none. */
void	 log_request(const char *id);
/* Pairs of key and value follow, ended by NULL; a NULL value is left out. */
void	 log_line(enum log_level level, const char *message, ...)
	    __attribute__((sentinel));
/* Logs the sentences of a failure, in English. */
void	 log_fault(enum log_level level, const struct fault *f);

#endif
