/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/logo.h"

#include "base/sentence.h"
#include "model/tenant/image.h"
#include "store/logo.h"

enum status
keep_logo(const struct act *act, const char *profile_id, const char *url, const void *bytes,
    size_t count)
{
	struct fault why;
	struct image image;
	enum status st;

	if (image_read(bytes, count, &image, &why) != OK)
		return refuse_logo(act, profile_id, url, &why);
	st = logo_save(act, profile_id, url, &image, bytes, count);
	return st == OK ? image_sweep(act) : st;
}

enum status
refuse_logo(const struct act *act, const char *profile_id, const char *url,
    const struct fault *why)
{
	struct objects problem = fault_sentences(act->arena, why);
	enum status st = logo_fail(act, profile_id, url, &problem);

	return st == OK ? image_sweep(act) : st;
}
