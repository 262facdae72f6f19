/*
 * derive_connection.h - the job that completes a connection that a program made
 *
 * Fetches discovery or metadata, or reads what was sent of them, and keeps with
 * the live revision what it found; or tells why not.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_DERIVE_CONNECTION_H
#define JOBS_DERIVE_CONNECTION_H

#include "jobs/tools.h"
#include "store/job.h"

/* The subject is the connection.  UNAVAILABLE: worth another try; after the
 * last one the reason becomes an event, and the job is over. */
MUST_USE enum status
	 derive_connection(const struct act *act, const struct tools *tools,
	    const struct job *j);

#endif
