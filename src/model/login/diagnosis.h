/*
 * diagnosis.h - why a login failed, in words, and how to mend it
 *
 * failure_rows.h has the words; a provider's row has the remedies in its own console.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_DIAGNOSIS_H
#define MODEL_LOGIN_DIAGNOSIS_H

#include "base/sentence.h"
#include "model/login/outcome.h"
#include "model/login/provider_error.h"
#include "model/provider/provider.h"

/* The part that our side can take over safely. */
enum login_mend { MEND_NOTHING, MEND_TEST_AGAIN, MEND_OPEN_SETTINGS, MEND_OPEN_MAPPING };

struct diagnosis {
	const struct sentence	*happened;
	const struct sentence	*expected_label, *came_label;	/* NULL: there is no such value */
	struct objects		 steps;		/* struct sentence, at most two: at this provider */
	enum login_mend		 mend;
	bool			 is_fallback;	/* nothing more is known: show detail and the text to send */
};

/* p: the connection's provider, or the product that was chosen for it.  company: the tenant's name;
 * our_callback: the callback or ACS URL; remedies quote them. */
struct diagnosis	 login_diagnosis(struct arena *a, const struct login_outcome *o,
			    const struct provider *p, const char *company, const char *our_entity_id,
			    const char *our_callback);
/* The text for the administrator to send to the company: plain, in English, without claims. */
char			*diagnosis_report(struct arena *a, const struct login_outcome *o,
			    const char *login_id, const char *connection_name, moment at);

#endif
