/*
 * multipart.h - multipart/form-data (RFC 7578): forms that upload files
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "http/form.h"
#include "http/request.h"

/* A file's content becomes the field's value, as base64 if it is not text in UTF-8 or
 * UTF-16; a private key is replaced by the line of private_key_label.  An empty file makes
 * no field.
 * INVALID: no boundary, broken parts, too many, a name twice, or a field other than
 * a file that is not text. */
MUST_USE enum status
	 multipart_parse(struct arena *a, const struct request *r, struct form *out,
	    struct fault *f);

#endif
