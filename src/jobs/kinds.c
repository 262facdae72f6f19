/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/kinds.h"

#include "jobs/check_provider.h"
#include "jobs/derive_connection.h"
#include "jobs/end_ticket.h"
#include "jobs/fetch_logo.h"
#include "jobs/limit.h"
#include "jobs/make_keys.h"
#include "jobs/verify_domain.h"

const struct kind job_kinds[] = {
	{ "fetch_logo", fetch_logo, end_logo, JOB_CPU_S },
	{ "check_provider", check_provider, end_check, JOB_CPU_S },
	{ "derive_connection", derive_connection, end_derivation, JOB_CPU_S },
	{ "make_keys", make_keys, end_keys, JOB_KEYS_CPU_S },
	{ "verify_domain", look_up_domain, end_look, JOB_CPU_S },
	{ "end_ticket", end_ticket, end_later, JOB_CPU_S },
};
const size_t job_kind_count = sizeof(job_kinds) / sizeof(job_kinds[0]);
