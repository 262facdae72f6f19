/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/keep_logo.h"

#include "model/tenant/image.h"
#include "store/logo.h"

enum status
keep_logo(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const char *url, const void *bytes, size_t count, struct fault *f)
{
	struct fault problem;
	struct image image;
	enum status st;

	if (image_read(bytes, count, &image, &problem) != OK)
		return refuse_logo(s, a, tenant_id, profile_id, url, problem.sentence, f);
	st = logo_save(s, a, tenant_id, profile_id, url, &image, bytes, count, f);
	return st == OK ? image_sweep(s, a, tenant_id, f) : st;
}

enum status
refuse_logo(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const char *url, const char *problem, struct fault *f)
{
	enum status st = logo_fail(s, a, tenant_id, profile_id, url, problem, f);

	return st == OK ? image_sweep(s, a, tenant_id, f) : st;
}
