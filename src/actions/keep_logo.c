/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/keep_logo.h"

#include "model/image.h"
#include "store/logo.h"

enum status
keep_logo(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const char *url, const void *bytes, size_t count, struct fault *f)
{
	struct fault problem;
	struct image image;

	if (image_read(bytes, count, &image, &problem) != OK)
		return refuse_logo(s, a, tenant_id, profile_id, url, problem.sentence, f);
	return logo_save(s, a, tenant_id, profile_id, url, &image, bytes, count, f);
}

enum status
refuse_logo(struct store *s, struct arena *a, const char *tenant_id, const char *profile_id,
    const char *url, const char *problem, struct fault *f)
{
	return logo_fail(s, a, tenant_id, profile_id, url, problem, f);
}
