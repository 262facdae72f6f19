/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/client_assertion.h"

#include "base/buf.h"
#include "base/random.h"
#include "sso/jws.h"

enum { LIFETIME_S = 120, ID_CHARS = 22 };

static void
add_text(struct buf *b, const char *name, const char *value)
{
	buf_next_member(b, name);
	buf_add_json(b, value);
}

enum status
client_assertion_make(struct arena *a, const char *client_id, const char *audience,
    const char *key, const char *key_id, const char *algorithm, moment now, const char **out,
    struct fault *f)
{
	struct buf header = buf_in(a), claims = buf_in(a);
	long long seconds = (long long)(now / 1000);

	buf_add(&header, "\"typ\":\"JWT\",\"kid\":");
	buf_add_json(&header, key_id);
	buf_add_char(&claims, '{');
	add_text(&claims, "iss", client_id);
	add_text(&claims, "sub", client_id);
	add_text(&claims, "aud", audience);
	add_text(&claims, "jti", random_alnum(a, ID_CHARS));
	buf_print(&claims, ",\"iat\":%lld,\"exp\":%lld}", seconds, seconds + LIFETIME_S);
	return jws_make(a, algorithm, header.text, claims.text, key, out, f);
}
