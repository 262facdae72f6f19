/*
 * end_ticket.h - the job that drops what was typed into a ticket once its sessions end
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_END_TICKET_H
#define JOBS_END_TICKET_H

#include "jobs/kinds.h"

/* The subject is the ticket. */
MUST_USE enum status
	 end_ticket(const struct act *act, const struct tools *tools, const struct job *j);
MUST_USE enum status
	 end_later(const struct act *act, const struct job *j, enum job_end why);

#endif
