/*
 * diagnosis.h - why a login failed, in words, and how to mend it
 *
 * diagnosis.c is one table: a row for each failure.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_DIAGNOSIS_H
#define MODEL_LOGIN_DIAGNOSIS_H

#include "base/sentence.h"
#include "model/login/outcome.h"
#include "model/login/provider_error.h"
#include "model/provider/provider.h"

/* What our side can take over safely. */
enum login_mend { MEND_NOTHING, MEND_TEST_AGAIN, MEND_OPEN_SETTINGS, MEND_OPEN_MAPPING };

struct diagnosis {
	const struct sentence	*happened;
	const struct sentence	*expected_label, *came_label;	/* NULL: nothing is compared */
	struct objects		 steps;		/* struct sentence, at most two: at this provider */
	enum login_mend		 mend;
	bool			 is_fallback;	/* nothing more is known: show detail and the text to send */
};

/* company: the tenant's name; ours: the entity ID, callback or ACS URL, for remedies that quote it. */
struct diagnosis	 login_diagnosis(struct arena *a, const struct login_outcome *o,
			    const struct provider *p, const char *company, const char *our_entity_id,
			    const char *our_callback);
/* The text for the administrator to send to the company: plain, in English, without claims or secrets. */
char			*diagnosis_report(struct arena *a, const struct login_outcome *o,
			    const char *login_id, const char *connection_name, moment at);

#endif
