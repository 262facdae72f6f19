/*
 * saml_time.h - the times in a SAML document
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SAML_TIME_H
#define SSO_SAML_TIME_H

#include <stdbool.h>

#include "base/clock.h"

/* xs:dateTime in UTC (saml-core-2.0-os 1.3.3), with any fraction of a second.  false: it is no
 * such time of the years 1970 to 9999. */
bool	 saml_time_read(struct arena *a, const char *text, moment *out);

#endif
