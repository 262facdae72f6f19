/*
 * fetch_logo.h - the job that fetches and keeps a profile's logo
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_FETCH_LOGO_H
#define JOBS_FETCH_LOGO_H

#include "jobs/kinds.h"

/* The subject is the profile.  UNAVAILABLE: it is worth another try; after the last
 * try the reason is kept for the operator, and the job is over. */
MUST_USE enum status
	 fetch_logo(const struct act *act, const struct tools *tools, const struct job *j);
MUST_USE enum status
	 end_logo(const struct act *act, const struct job *j, enum job_end why);

#endif
