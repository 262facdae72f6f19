/* SPDX-License-Identifier: Apache-2.0 */
#include "base/url.h"

#include "test.h"

TEST(urls_of_https_are_taken)
{
	static const char *const good[] = { "https://a.example", "https://a.example/", "https://a",
		"https://a.example:8443/x/y?z=1&w=%20#part", "https://a.example?x@y", "https://a.example/@me",
		"https://a.example#@", "https://[2001:db8::1]/x", "https://xn--bcher-kva.example/",
		"https://a.example/\xc3\xbc" };
	size_t i;

	for (i = 0; i < COUNT(good); i++)
		CHECK(is_https_url(good[i]), "%s", good[i]);
}

TEST(urls_share_an_origin_with_the_same_host_and_port)
{
	assert_true(urls_share_origin("https://idp.example", "https://IDP.example/token?a"));
	assert_true(urls_share_origin("https://idp.example:8443/a", "https://idp.example:8443/b"));
	assert_false(urls_share_origin("https://idp.example", "https://idp.example:8443/"));
	assert_false(urls_share_origin("https://idp.example", "https://idp.example.org"));
	assert_false(urls_share_origin("https://idp.example", "https://other.example"));
	assert_false(urls_share_origin("http://idp.example", "http://idp.example"));
	assert_false(urls_share_origin("", "https://idp.example"));
}

TEST(urls_of_anything_else_are_not)
{
	static const char *const bad[] = { "", "https", "https:", "https:/", "https://", "https:///x",
		"https://?x", "https://#x", "http://a.example", "ftp://a.example", "//a.example",
		"a.example", " https://a.example", "https://a.example ", "https://a example",
		"https://a.example/\n", "https://a.example/\tx", "https://a.example/\x7f",
		"https://a.example/\x01", "https://user@a.example/", "https://user:word@a.example",
		"https://@a.example", "javascript:alert(1)", "https://a.example/\"", "https://a.example/<x>",
		"https://a.example\\b", "https://a.example/{x}", "https://a.example/|", "https://a.example/^",
		"https://a.example/`", "data:text/html,https://a.example" };
	size_t i;

	for (i = 0; i < COUNT(bad); i++)
		CHECK(!is_https_url(bad[i]), "%s", bad[i]);
}
