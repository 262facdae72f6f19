/*
 * saml_failure_rows.c - failures of SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/login/failure_rows.h"

static bool
is_in_metadata(const struct login_outcome *o)
{
	return o->is_in_metadata;
}

static bool
names_none(const struct login_outcome *o)
{
	return o->came == NULL;
}

static const char enter_entity_id[] = N_("In your provider’s console, enter exactly this value as the "
    "application’s entity ID, also called audience or identifier: %s");
static const char enter_acs_url[] = N_("In your provider’s console, enter exactly this URL as the "
    "application’s ACS URL, also called reply URL or single sign-on URL: %s");
#define ENTER_ENTITY_ID { enter_entity_id, "e" }
#define ENTER_ACS_URL { enter_acs_url, "u" }
#define TEST_IN_ONE_TAB \
	{ N_("Test again in one tab, without reloading a page or going back."), "" }
#define LOOK_INTO_THE_LOG \
	{ N_("If it fails again, look for this sign-in in your provider’s log."), "" }

const struct failure_row saml_failure_rows[] = {
	/* --- the provider refused, on its own page --- */
	{ .failure = LOGIN_REDIRECT_NOT_REGISTERED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The application at your provider does not have our ACS URL."), "" },
	  .steps = { ENTER_ACS_URL } },
	{ .failure = LOGIN_CLIENT_UNKNOWN, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider has no application with our entity ID."), "" },
	  .steps = { ENTER_ENTITY_ID,
	    { N_("Check that the metadata in the settings is of the provider that has the "
	        "application, and that the application is turned on."), "" } } },
	{ .failure = LOGIN_CLIENT_NOT_ALLOWED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider does not let this application sign people in."), "" },
	  .steps = {
	    { N_("In your provider’s console, check that the application for %s is turned "
	        "on."), "c" },
	    { N_("If your provider has access policies for applications, allow the application for "
	        "%s there."), "c" } } },
	{ .failure = LOGIN_REQUEST_SIGNATURE_REFUSED, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider wants our requests signed, or does not accept their "
	      "signature."), "" },
	  .steps = {
	    { N_("In the settings, turn on “Sign our requests” under Advanced."), "" },
	    { N_("In your provider’s console, upload our signing certificate for the application "
	        "again. The settings show it under “Our values for your provider”."), "" } } },

	/* --- the response --- */
	{ .failure = LOGIN_RESPONSE_UNREADABLE, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("We could not read your provider’s answer as a SAML response."), "" },
	  .expected = N_("Expected"), .came = N_("Received"),
	  .steps = {
	    { N_("Check that the application at your provider is one for SAML 2.0, not for SAML "
	        "1.1 or WS-Federation."), "" },
	    LOOK_INTO_THE_LOG } },
	{ .failure = LOGIN_RESPONSE_FORBIDDEN, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Your provider’s answer has something in it that is not safe in a SAML "
	      "response, so we refused it."), "" },
	  .steps = {
	    { N_("Use your provider’s own SAML feature, without plug-ins, templates or proxies "
	        "that change the response. Then test again."), "" } } },
	{ .failure = LOGIN_NOT_A_RESPONSE, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider sent another SAML message where a response was "
	      "expected."), "" },
	  .expected = N_("Expected message"), .came = N_("Message that came"),
	  .steps = {
	    { N_("Check that the sign-in URL in the settings is the one for single sign-on, not "
	        "for signing out."), "" },
	    { N_("In your provider’s console, check that the application sends a SAML 2.0 response "
	        "to our ACS URL."), "" } } },
	{ .failure = LOGIN_ASSERTION_MISSING, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider’s response has no assertion, so it does not say who "
	      "signed in."), "" },
	  .expected = N_("Expected"), .came = N_("Received"),
	  .steps = {
	    { N_("In your provider’s console, check that the person who signed in has access to "
	        "the application for %s."), "c" },
	    LOOK_INTO_THE_LOG } },
	{ .failure = LOGIN_ASSERTIONS_SEVERAL, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider’s response has several assertions, so it is not clear "
	      "who signed in."), "" },
	  .steps = {
	    { N_("In your provider’s console, set up the application so that each response has "
	        "exactly one assertion."), "" } } },
	{ .failure = LOGIN_UNSIGNED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider signed neither the response nor the assertion."), "" },
	  .steps = {
	    { N_("In your provider’s console, turn on the signature of assertions for the "
	        "application, with SHA-256. Then test again."), "" } } },
	{ .failure = LOGIN_SIGNED_BY_ANOTHER, .when = is_in_metadata, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider has a new signing certificate. Its metadata has it "
	      "today, but the settings of this connection do not."), "" },
	  .expected = N_("Fingerprint in the "
	      "settings"), .came = N_("Fingerprint of the certificate that signed"),
	  .steps = {
	    { N_("Open the settings and select “Check and continue”, so that we read the metadata "
	        "again. Confirm the new certificate there."), "" } } },
	{ .failure = LOGIN_SIGNED_BY_ANOTHER, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider’s answer is signed with a certificate that is not in the "
	      "settings."), "" },
	  .expected = N_("Fingerprint in the "
	      "settings"), .came = N_("Fingerprint of the certificate that signed"),
	  .steps = {
	    { N_("In your provider’s console, compare the second fingerprint with that of the "
	        "signing certificate of the application for %s."), "c" },
	    { N_("If they are the same, download the application’s metadata or certificate again "
	        "and enter it in the settings."), "" } } },
	{ .failure = LOGIN_SIGNATURE_WRONG, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("The signature of your provider’s answer is not valid."), "" },
	  .steps = {
	    { N_("Look for a proxy, plug-in or template that changes the answer after it was "
	        "signed, and turn it off."), "" },
	    { N_("If there is none, enter your provider’s current metadata in the settings, and "
	        "test again."), "" } } },
	{ .failure = LOGIN_SIGNATURE_MISPLACED, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("The signature does not cover the assertion the way SAML requires, so "
	      "we cannot rely on it."), "" },
	  .steps = {
	    { N_("In your provider’s console, have the assertion itself signed. Turn off plug-ins "
	        "and proxies that change the response."), "" } } },
	{ .failure = LOGIN_ALGORITHM_REFUSED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider signs with an algorithm that is not allowed here."), "" },
	  .expected = N_("Expected algorithm"), .came = N_("Algorithm in the answer"),
	  .steps = {
	    { N_("In your provider’s console, choose RSA with SHA-256 as the signature algorithm "
	        "of the application. Then test again."), "" } } },
	{ .failure = LOGIN_SHA1_REFUSED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider signs with SHA-1, which is no longer safe."), "" },
	  .expected = N_("Expected algorithm"), .came = N_("Algorithm in the answer"),
	  .steps = {
	    { N_("In your provider’s console, choose SHA-256 for the signature and the digest of "
	        "the application. Then test again."), "" },
	    { N_("If your provider can only use SHA-1, choose RSA-SHA1 in the settings under "
	        "Advanced."), "" } } },
	{ .failure = LOGIN_ENCRYPTED_TO_ANOTHER, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The assertion is encrypted for another certificate than ours, so we "
	      "cannot read it."), "" },
	  .expected = N_("Our certificate"), .came = N_("Certificate it is encrypted for"),
	  .steps = {
	    { N_("In your provider’s console, replace the application’s encryption certificate "
	        "with the one from our metadata."), "" },
	    { N_("Or turn off the encryption of assertions there. They travel over TLS in any "
	        "case."), "" } } },
	{ .failure = LOGIN_ENCRYPTION_REFUSED, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("The assertion is encrypted in a way that we cannot or may not "
	      "read."), "" },
	  .expected = N_("Expected algorithm"), .came = N_("Algorithm in the answer"),
	  .steps = {
	    { N_("In your provider’s console, choose AES-GCM with RSA-OAEP for the encryption of "
	        "assertions."), "" },
	    { N_("Or turn off the encryption of assertions there. They travel over TLS in any "
	        "case."), "" } } },

	/* --- whom it is from, and for --- */
	{ .failure = LOGIN_ISSUER_WRONG, .when = differs_by_slash, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The issuer of the answer and your provider’s entity ID in the settings "
	      "differ by a slash at the end."), "" },
	  .expected = N_("Your provider’s entity ID in the "
	      "settings"), .came = N_("Issuer of the answer"),
	  .steps = {
	    { N_("Make the two the same: in your provider’s console, or by entering its current "
	        "metadata in the settings."), "" } } },
	{ .failure = LOGIN_ISSUER_WRONG, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The answer comes from another identity provider than the one in the "
	      "settings."), "" },
	  .expected = N_("Your provider’s entity ID in the "
	      "settings"), .came = N_("Issuer of the answer"),
	  .steps = {
	    { N_("In your provider’s console, open the application for %s and get its metadata. In "
	        "some products, each application has an issuer of its own."), "c" },
	    { N_("Enter this metadata in the settings."), "" } } },
	{ .failure = LOGIN_AUDIENCE_WRONG, .when = names_none, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The assertion does not say for which application it is: it has no "
	      "audience."), "" },
	  .expected = N_("Our entity ID"), .came = N_("Audience of the assertion"),
	  .steps = { ENTER_ENTITY_ID } },
	{ .failure = LOGIN_AUDIENCE_WRONG, .when = differs_by_slash, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The audience of the assertion and our entity ID differ by a slash at "
	      "the end."), "" },
	  .expected = N_("Our entity ID"), .came = N_("Audience of the assertion"),
	  .steps = { ENTER_ENTITY_ID } },
	{ .failure = LOGIN_AUDIENCE_WRONG, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The assertion is meant for another application."), "" },
	  .expected = N_("Our entity ID"), .came = N_("Audience of the assertion"),
	  .steps = { ENTER_ENTITY_ID } },
	{ .failure = LOGIN_DESTINATION_WRONG, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider’s response was made for another address than "
	      "ours."), "" },
	  .expected = N_("Our ACS URL"), .came = N_("Destination of the response"),
	  .steps = { ENTER_ACS_URL } },
	{ .failure = LOGIN_RECIPIENT_WRONG, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The assertion was made for another address than ours."), "" },
	  .expected = N_("Our ACS URL"), .came = N_("Recipient of the assertion"),
	  .steps = { ENTER_ACS_URL,
	    { N_("If the console has a separate field for the recipient, enter the same URL "
	        "there."), "" } } },
	{ .failure = LOGIN_NAME_ID_MISSING, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The assertion does not say who signed in: it has no NameID."), "" },
	  .steps = {
	    { N_("In your provider’s console, choose a value for the application’s Name ID, such "
	        "as the user ID or the email address."), "" },
	    { N_("Check that this value is filled in for the person who signed in."), "" } } },
	{ .failure = LOGIN_CONFIRMATION_MISSING, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("The assertion is not of the kind for signing in with a browser: it has "
	      "no valid bearer confirmation."), "" },
	  .steps = {
	    { N_("In your provider’s console, set up the application for SAML web browser single "
	        "sign-on. Then test again."), "" } } },
	{ .failure = LOGIN_REQUEST_OF_ANOTHER, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider’s answer belongs to another sign-in."), "" },
	  .expected = N_("Our request"), .came = N_("Request it answers"),
	  .steps = { TEST_IN_ONE_TAB } },
	{ .failure = LOGIN_UNSOLICITED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider sent an answer without a request from us. This is not "
	      "possible yet."), "" },
	  .steps = {
	    { N_("Start the test here, not from your provider’s app dashboard."), "" },
	    { N_("If you did, turn on SP-initiated single sign-on for the application in your "
	        "provider’s console."), "" } } },
	{ .failure = LOGIN_REPLAYED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("This answer was used before, and each one works only once."), "" },
	  .steps = { TEST_IN_ONE_TAB } },

	/* --- a status --- */
	{ .failure = LOGIN_STATUS_REQUESTER, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Your provider says that something is wrong with our request."), "" },
	  .steps = { ENTER_ENTITY_ID, ENTER_ACS_URL } },
	{ .failure = LOGIN_STATUS_RESPONDER, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Your provider says that it could not handle our request, for a reason "
	      "on its own side."), "" },
	  .steps = {
	    { N_("Look for this sign-in in your provider’s log. It names the reason."), "" },
	    { N_("Check that the values for Name ID and attributes are filled in for the person "
	        "who signed in."), "" } } },
	{ .failure = LOGIN_STATUS_VERSION_MISMATCH, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider does not accept SAML 2.0 requests at this "
	      "address."), "" },
	  .steps = {
	    { N_("In your provider’s console, set up the application for SAML 2.0, and check that "
	        "the sign-in URL in the settings is its SAML 2.0 endpoint."), "" } } },
	{ .failure = LOGIN_STATUS_AUTHN_FAILED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider could not authenticate the person."), "" },
	  .steps = {
	    { N_("Test again with an account that is active and has access to the application for "
	        "%s."), "c" },
	    LOOK_INTO_THE_LOG } },
	{ .failure = LOGIN_STATUS_INVALID_ATTRIBUTE, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider found an attribute whose name or value it does not "
	      "accept."), "" },
	  .steps = {
	    { N_("In your provider’s console, check the attributes of the application. Each needs "
	        "a name and a source that exists."), "" } } },
	{ .failure = LOGIN_STATUS_INVALID_NAME_ID_POLICY, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider cannot send a Name ID in the format we ask for."), "" },
	  .steps = {
	    { N_("In your provider’s console, set the application’s Name ID format to email "
	        "address if people are known by it, otherwise to persistent."), "" },
	    { N_("Check that the value for the Name ID is filled in for the person who signed "
	        "in."), "" } } },
	{ .failure = LOGIN_STATUS_NO_AUTHN_CONTEXT, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider could not authenticate the person the way its rules "
	      "require."), "" },
	  .steps = {
	    { N_("Sign out at your provider, then test again and complete every step that it asks "
	        "for."), "" },
	    { N_("If it fails again, check which authentication methods your provider requires for "
	        "the application."), "" } } },
	{ .failure = LOGIN_STATUS_NO_PASSIVE, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider could not sign the person in without asking them, and "
	      "its rules did not let it ask."), "" },
	  .steps = { { N_("Sign in at your provider first, then test again in the same "
	      "browser."), "" } } },
	{ .failure = LOGIN_STATUS_REQUEST_DENIED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider read our request and refused it."), "" },
	  .steps = {
	    { N_("In your provider’s console, check that the application for %s is turned on, and "
	        "that the person has access to it."), "c" },
	    { N_("If your provider requires signed requests, turn on “Sign our requests” in the "
	        "settings under Advanced."), "" } } },
	{ .failure = LOGIN_STATUS_REQUEST_UNSUPPORTED, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider does not support a request like ours at this "
	      "address."), "" },
	  .steps = {
	    { N_("Check that the sign-in URL in the settings is your provider’s SAML 2.0 endpoint "
	        "for single sign-on."), "" },
	    { N_("If it is, choose the other way to send requests in the settings under "
	        "Advanced."), "" } } },
	{ .failure = LOGIN_STATUS_UNKNOWN_PRINCIPAL, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider does not know the person who signed in, at least not for "
	      "this application."), "" },
	  .steps = {
	    { N_("In your provider’s console, give this person, or a group that they are in, "
	        "access to the application for %s."), "c" },
	    { N_("Check that the value for the Name ID is filled in for the person who signed "
	        "in."), "" } } },
	{ .failure = LOGIN_STATUS_UNSUPPORTED_BINDING, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider cannot receive our request, or send its answer, the way "
	      "that was asked for."), "" },
	  .steps = {
	    { N_("In the settings, choose the other way to send requests under Advanced."), "" },
	    { N_("In your provider’s console, set the binding of our ACS URL to "
	        "HTTP-POST."), "" } } },
	{ .failure = LOGIN_STATUS_OTHER, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Your provider answered with an error."), "" },
	  .steps = { { N_("Look for this sign-in in your provider’s log. It names the "
	      "reason."), "" } } },
	{ .failure = LOGIN_PASSED },
};
