/*
 * diagnosis.h - what people are told of a server that does not answer as it should
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_DIAGNOSIS_H
#define NET_DIAGNOSIS_H

#include "base/status.h"

/* INVALID.  code: one of OpenSSL's x509_vfy.h; 0: only the name does not fit. */
MUST_USE enum status
	 diagnose_certificate(long code, const char *host, struct fault *f);
/* INVALID or UNAVAILABLE.  code: the status of HTTP, other than 200. */
MUST_USE enum status
	 diagnose_status(long code, const char *host, struct fault *f);

#endif
