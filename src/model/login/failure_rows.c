/*
 * failure_rows.c - failures of both protocols
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/login/failure_rows.h"

#include <string.h>

bool
differs_by_slash(const struct login_outcome *o)
{
	size_t ours, theirs, least;

	if (o->expected == NULL || o->came == NULL)
		return false;
	ours = strlen(o->expected);
	theirs = strlen(o->came);
	least = ours < theirs ? ours : theirs;
	return ours + theirs == 2 * least + 1 && strncmp(o->expected, o->came, least) == 0
	    && (ours > theirs ? o->expected : o->came)[least] == '/';
}

/* The person pasted what the provider's page says. */
static bool
is_told(const struct login_outcome *o)
{
	return o->detail != NULL && *o->detail != '\0';
}

/* An answer from before the test began looks the same, too. */
static bool
is_behind(const struct login_outcome *o)
{
	return o->seconds < 0;
}

static const char synchronize[] = N_("Synchronize the clock of your provider’s server with a time server "
    "(NTP). Then test again.");
#define SYNCHRONIZE { synchronize, "" }

const struct failure_row failure_rows[] = {
	/* --- the provider refused --- */
	{ .failure = LOGIN_ACCESS_DENIED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider refused this sign-in."), "" },
	  .steps = {
	    { N_("Test again with an account that is active and has access to the application for "
	        "%s."), "c" },
	    { N_("If it fails again, look for this sign-in in your provider’s log. It names the "
	        "rule that refused it."), "" } } },
	{ .failure = LOGIN_USER_NOT_ASSIGNED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The account that signed in has no access to the application for %s at "
	      "your provider."), "c" },
	  .steps = {
	    { N_("In your provider’s console, give this person, or a group that they are in, "
	        "access to the application for %s."), "c" },
	    { N_("If the wrong account signed in, sign out at your provider and test with another "
	        "one."), "" } } },
	{ .failure = LOGIN_CONSENT_MISSING, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider requires consent for this application, and nobody has "
	      "given it yet."), "" },
	  .steps = {
	    { N_("In your provider’s console, consent to the application for %s on behalf of your "
	        "whole organization."), "c" },
	    { N_("Or test again, and accept when your provider asks for consent."), "" } } },
	{ .failure = LOGIN_MFA_REFUSED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("A security rule of your provider refused this sign-in, such as "
	      "multifactor authentication or conditional access."), "" },
	  .steps = {
	    { N_("Test again from a device and a network that your rules allow, and complete every "
	        "step that your provider asks for."), "" },
	    { N_("If the rule refuses everyone, change it so that people can sign in to the "
	        "application for %s."), "c" } } },
	{ .failure = LOGIN_PROVIDER_ERROR, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Your provider answered with an error."), "" },
	  .steps = {
	    { N_("Test again in a few minutes, in case your provider had a problem for a "
	        "moment."), "" },
	    { N_("If it fails again, look for this sign-in in your provider’s log."), "" } } },

	/* --- of both protocols --- */
	{ .failure = LOGIN_ANSWER_EXPIRED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider’s answer had expired when it arrived."), "" },
	  .expected = N_("Our time"), .came = N_("The answer was valid until"),
	  .steps = {
	    { N_("Test again, and complete the sign-in without a long pause."), "" },
	    { N_("If it fails again, check the clock of your provider’s server, and let its "
	        "answers be valid for five minutes or more."), "" } } },
	{ .failure = LOGIN_CLOCK_SKEW, .when = is_behind, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The clock of your provider’s server is wrong."), "" },
	  .expected = N_("Our time"), .came = N_("Time in the answer"),
	  .steps = { SYNCHRONIZE,
	    { N_("If that clock is right, the answer was an old one. Test again in a new tab, and do "
	        "not use the browser’s Back button."), "" } } },
	{ .failure = LOGIN_CLOCK_SKEW, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The clock of your provider’s server is wrong."), "" },
	  .expected = N_("Our time"), .came = N_("Time in the answer"),
	  .steps = { SYNCHRONIZE } },
	{ .failure = LOGIN_ATTRIBUTE_MISSING, .mend = MEND_OPEN_MAPPING,
	  .happened = { N_("The sign-in worked, but a value that %s requires did not "
	      "arrive."), "c" },
	  .expected = N_("Missing values"), .came = N_("Received"),
	  .steps = {
	    { N_("For each missing value, choose one that did arrive."), "" },
	    { N_("If none fits, add the attribute or claim to the application in your provider’s "
	        "console, and test again."), "" } } },

	/* --- between the browser and us --- */
	{ .failure = LOGIN_NO_ANSWER, .when = is_told, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Your provider’s page shows an error that we do not recognize."), "" },
	  .steps = {
	    { N_("Look for this error in your provider’s documentation, and for this sign-in in your "
	        "provider’s log."), "" },
	    { N_("If that does not help, send the message below to %s."), "c" } } },
	{ .failure = LOGIN_NO_ANSWER, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("No answer came back from your provider."), "" },
	  .steps = {
	    { N_("If your provider’s page shows an error, test again, select “The other tab shows an "
	        "error” and paste its text. We explain what it means."), "" },
	    { N_("If there is no error, test again and complete the sign-in."), "" } } },
	{ .failure = LOGIN_TOO_LATE, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The answer came too late: this test had ended."), "" },
	  .steps = { { N_("Test again, and complete the sign-in without a long pause."), "" } } },
	{ .failure = LOGIN_ANOTHER_BROWSER, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The answer came from another browser than the one in which the test "
	      "was started."), "" },
	  .steps = {
	    { N_("Test again, and sign in in the same browser window. Do not copy the address into "
	        "another browser."), "" },
	    { N_("If you did not change the browser, allow cookies for this website."), "" } } },
	{ .failure = LOGIN_STATE_MISSING, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider’s answer does not say which sign-in it belongs "
	      "to."), "" },
	  .steps = {
	    { N_("Start the test here, not from your provider’s app dashboard."), "" },
	    { N_("If you did, your provider must send the state or RelayState of our request back "
	        "unchanged."), "" } } },
	{ .failure = LOGIN_ANSWER_MALFORMED, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Your provider’s answer is incomplete or damaged."), "" },
	  .steps = {
	    { N_("Test again. If it fails again, look for a proxy or a browser extension that "
	        "changes the answer."), "" } } },
	{ .failure = LOGIN_SETTINGS_INCOMPLETE, .mend = MEND_OPEN_SETTINGS, .is_fallback = true,
	  .happened = { N_("The settings of this connection lack a value that signing in "
	      "needs."), "" },
	  .expected = N_("Missing setting"), .came = N_("Value"),
	  .steps = { { N_("Open the settings and complete them. We check them again when you "
	      "save."), "" } } },
	{ .failure = LOGIN_INTERRUPTED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Our server was interrupted while it checked the answer."), "" },
	  .steps = { { N_("Test again. Your settings are not the cause."), "" } } },
	{ .failure = LOGIN_TOO_MUCH_WORK, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Your provider’s answer takes too much work to check."), "" },
	  .steps = {
	    { N_("Have your provider send less, such as only the groups that are assigned to the "
	        "application."), "" } } },
	{ .failure = LOGIN_OTHER, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("The sign-in failed for a reason that we do not recognize."), "" },
	  .steps = { { N_("Test again. If it fails again, send the text below to %s."), "c" } } },
	{ .failure = LOGIN_PASSED },
};
