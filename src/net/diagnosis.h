/*
 * diagnosis.h - what people are told of a server that does not answer as it should
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_DIAGNOSIS_H
#define NET_DIAGNOSIS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

#define FETCHED_UNTRUSTED "fetched_untrusted"	/* the code of that fault */
/* INVALID.  code: one of OpenSSL's x509_vfy.h; 0: only the name does not fit. */
MUST_USE enum status
	 diagnose_certificate(long code, const char *host, struct fault *f);
#define FETCHED_REFUSED "fetched_refused"	/* the code of that fault for status 400 */
/* INVALID or UNAVAILABLE.  code: the status of HTTP, other than 200. */
MUST_USE enum status
	 diagnose_status(long code, const char *host, struct fault *f);

enum wrong_url { URL_WITH_USER, URL_NOT_HTTPS, URL_INVALID };

/* INVALID.  former: the host that redirects there; NULL: none does. */
MUST_USE enum status
	 diagnose_url(enum wrong_url wrong, const char *former, struct fault *f);
/* INVALID; the log has what to set.  is_refused: by a setting, or because it is this machine;
 * otherwise it is private. */
MUST_USE enum status
	 diagnose_port(long port, const char *host, struct fault *f);
MUST_USE enum status
	 diagnose_address(const char *host, bool is_refused, struct fault *f);
/* A sentence for the operators if one of these two said it; otherwise NULL. */
const char	*diagnosis_hint(const struct fault *f);

/* UNAVAILABLE.  The limits are those of a struct fetch_kind. */
MUST_USE enum status
	 diagnose_connection(const char *host, struct fault *f);
MUST_USE enum status
	 diagnose_silence(long slow_s, const char *host, struct fault *f);
MUST_USE enum status
	 diagnose_slowness(long total_ms, const char *host, bool was_redirected, struct fault *f);

#define FETCHED_TOO_MUCH "fetched_too_much"	/* the code of that fault */
/* INVALID. */
MUST_USE enum status
	 diagnose_size(size_t max_bytes, const char *host, struct fault *f);

#endif
