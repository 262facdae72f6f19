/* SPDX-License-Identifier: Apache-2.0 */
#include "http/response.h"

#include <string.h>

#include "test.h"

TEST(responses_take_no_second_header_in_a_value)
{
	static const char *const hostile[] = { "a\r\nSet-Cookie: x=1", "a\nb", "a\rb", "\r\n", "\n",
		"a\r\n\r\n<script>" };
	struct response r;
	size_t i;

	for (i = 0; i < COUNT(hostile); i++) {
		memset(&r, 0, sizeof(r));
		response_header(&r, "Location", hostile[i]);
		assert_int_equal(r.header_count, 1);
		CHECK(strcmp(r.headers[0].value, "") == 0, "row %zu", i);
	}
	memset(&r, 0, sizeof(r));
	response_see_other(&r, "/a\r\nX: y");
	assert_string_equal(r.headers[0].value, "");
}

TEST(responses_redirect_by_303)
{
	struct response r = { 0 };

	response_see_other(&r, "/self-service/t/x");
	assert_int_equal(r.code, 303);
	assert_string_equal(r.headers[0].name, "Location");
	assert_string_equal(r.headers[0].value, "/self-service/t/x");
	assert_int_equal(r.body_bytes, 0);
}

TEST(responses_carry_bytes_and_texts)
{
	struct response r = { 0 };

	response_text(&r, 200, "text/plain", "ok");
	assert_int_equal(r.body_bytes, 2);
	assert_string_equal(r.headers[0].name, "Content-Type");
	assert_string_equal(r.headers[0].value, "text/plain");
	memset(&r, 0, sizeof(r));
	response_bytes(&r, 200, "image/png", "a\0b", 3);
	assert_int_equal(r.body_bytes, 3);
	assert_memory_equal(r.body, "a\0b", 3);
}

TEST(statuses_have_one_code_each)
{
	static const struct {
		enum status	 status;
		int		 code;
		const char	*reason;
	} rows[] = {
		{ OK, 200, "OK" }, { INVALID, 400, "Bad Request" }, { STRANGER, 401, "Unauthorized" },
		{ FORBIDDEN, 403, "Forbidden" }, { NOT_FOUND, 404, "Not Found" },
		{ EXPIRED, 410, "Gone" }, { CONFLICT, 409, "Conflict" },
		{ LIMITED, 429, "Too Many Requests" }, { UNAVAILABLE, 503, "Service Unavailable" },
		{ BROKEN, 500, "Internal Server Error" },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(http_code(rows[i].status), rows[i].code);
		assert_string_equal(http_reason(rows[i].code), rows[i].reason);
	}
	assert_string_equal(http_reason(201), "Created");
	assert_string_equal(http_reason(405), "Method Not Allowed");
	assert_string_equal(http_reason(413), "Payload Too Large");
}
