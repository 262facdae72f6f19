/*
 * derive_connection.h - the job that completes a connection that a program made
 *
 * It fetches discovery or metadata, or reads what was sent of them.  It keeps what it
 * found with the live revision, or tells why it failed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_DERIVE_CONNECTION_H
#define JOBS_DERIVE_CONNECTION_H

#include "jobs/kinds.h"

/* The subject is the connection.  UNAVAILABLE: it is worth another try; after the last
 * try the reason becomes an event, and the job is over. */
MUST_USE enum status
	 derive_connection(const struct act *act, const struct tools *tools,
	    const struct job *j);
MUST_USE enum status
	 end_derivation(const struct act *act, const struct job *j, enum job_end why);

#endif
