/* SPDX-License-Identifier: Apache-2.0 */
#include "inputs.h"

#include "ask.h"
#include "call.h"
#include "walk.h"

#define CONNECTION(strategy, rest) "{\"name\":\"c@\",\"strategy\":\"" strategy "\"," rest
#define OPTIONS(strategy, rest) CONNECTION(strategy, "\"options\":{\"client_id\":\"c\"," rest)
#define DOCUMENT(rest) OPTIONS("oidc", "\"oidc_metadata\":{\"issuer\":\"https://i.example\"," \
	"\"authorization_endpoint\":\"https://i.example/a\",\"jwks_uri\":\"https://i.example/j\"," \
	"\"id_token_signing_alg_values_supported\":[\"RS256\"]," rest)
#define TICKET(rest) "{\"connection_config\":{\"name\":\"t@\"}," rest
#define ALIASES "{\"connection_config\":{\"name\":\"t@\",\"options\":{\"domain_aliases\":["
#define PENDING "{\"domain_verification\":\"optional\",\"pending_domains\":["
#define ORGANIZATION "{\"organization_id\":\"org_000000000000#\"}"
#define NAMES ","

#define TO_CONNECTIONS BODY, "POST", "/api/v2/connections", JSON_TYPE
#define TO_CONNECTION BODY, "PATCH", "CONNECTION", JSON_TYPE
#define TO_TICKETS BODY, "POST", "PROFILE/sso-ticket", JSON_TYPE
#define TO_PROFILES BODY, "PATCH", "PROFILE", JSON_TYPE
#define TO_TEXTS BODY, "PUT", "PROFILE/custom-text/en/get-started", JSON_TYPE
#define TO_TOKENS BODY, "POST", "/oauth/token"
#define AS_FORM(page) BODY, "POST", "VISIT/" page, FORM_TYPE
#define AS_PARTS(page) BODY, "POST", "VISIT/" page, "multipart/form-data; boundary=b"

const struct input inputs[] = {
	/* connections */
	{ "clients that are enabled", 50, { "[", "{\"client_id\":\"c-#\",\"status\":true}", NAMES, "]" },
	    BODY, "PATCH", "CONNECTION/clients", JSON_TYPE, 204 },
	{ "clients of a new connection", 1000, { CONNECTION("samlp", "\"enabled_clients\":["),
	    "\"client-#\"", NAMES, "]}" }, TO_CONNECTIONS, 201 },
	{ "clients of a connection", 1000, { "{\"enabled_clients\":[", "\"client-#\"", NAMES, "]}" },
	    TO_CONNECTION, 200 },
	{ "realms", 200, { CONNECTION("samlp", "\"realms\":["), "\"realm-#\"", NAMES, "]}" },
	    TO_CONNECTIONS, 201 },
	{ "aliases of a new connection", 1000, { CONNECTION("samlp", "\"options\":{\"domain_aliases\":["),
	    "\"d#.example\"", NAMES, "]}}" }, TO_CONNECTIONS, 201 },
	{ "aliases of a connection", 1000, { "{\"options\":{\"client_id\":\"c\",\"domain_aliases\":[",
	    "\"e#.example\"", NAMES, "]}}" }, TO_CONNECTION, 200 },
	{ "unknown options", 240, { OPTIONS("oidc", ""), "\"x#\":1", NAMES, "}}" }, TO_CONNECTIONS, 201 },
	{ "a long unknown option", 60000, { OPTIONS("oidc", "\"x\":\""), "x", NULL, "\"}}" },
	    TO_CONNECTIONS, 201 },
	{ "items of an unknown option", 16000, { OPTIONS("oidc", "\"x\":["), "1", NAMES, "]}}" },
	    TO_CONNECTIONS, 201 },
	{ "members of an unknown option", 4000, { "{\"options\":{\"client_id\":\"c\",\"x\":{", "\"m#\":1",
	    NAMES, "}}}" }, TO_CONNECTION, 200 },
	{ "depth of an unknown option", 24, { OPTIONS("oidc", "\"x\":"), "[", NULL, NULL, "]", "}}" },
	    TO_CONNECTIONS, 201 },
	{ "scopes of a provider", 7000, { DOCUMENT("\"scopes_supported\":["), "\"scope-#\"", NAMES,
	    "]}}}" }, TO_CONNECTIONS, 201 },
	{ "attributes of a mapping", 44, { CONNECTION("samlp", "\"options\":{\"fieldsMap\":{"),
	    "\"m#\":[\"a\",\"b\",\"c\",\"d\"]", NAMES, "}}}" }, TO_CONNECTIONS, 201 },
	{ "metadata of a provider", 100000, { CONNECTION("samlp", "\"options\":{\"metadataXml\":\""), "<",
	    NULL, "\"}}" }, TO_CONNECTIONS, 201 },
	{ "a certificate", 10000, { CONNECTION("samlp", "\"options\":{\"signingCert\":\""), "A",
	    NULL, "\"}}" }, TO_CONNECTIONS, 201 },
	{ "a secret", 10000, { CONNECTION("waad", "\"options\":{\"client_id\":\"c\",\"client_secret\":\""),
	    "s", NULL, "\"}}" }, TO_CONNECTIONS, 201 },
	/* tickets */
	{ "clients of a ticket", 1000, { TICKET("\"enabled_clients\":["), "\"client-#\"", NAMES, "]}" },
	    TO_TICKETS, 201 },
	{ "organizations of a ticket", 1000, { TICKET("\"enabled_organizations\":["), ORGANIZATION, NAMES,
	    "]}" }, TO_TICKETS, 201 },
	{ "domains of a ticket", 1000, { TICKET("\"domain_aliases_config\":" PENDING), "\"d#.example\"",
	    NAMES, "]}}" }, TO_TICKETS, 201 },
	{ "aliases of a ticket", 1000, { ALIASES, "\"d#.example\"", NAMES, "]}}}" }, TO_TICKETS, 201 },
	{ "metadata of a ticket", 10, { "{\"connection_config\":{\"name\":\"t@\",\"metadata\":{",
	    "\"m#\":\"v\"", NAMES, "}}}" }, TO_TICKETS, 201 },
	/* other resources */
	{ "a brand", 16000, { "{\"branding\":{\"x\":\"", "x", NULL, "\"}}" }, TO_PROFILES, 200 },
	{ "attributes of a profile", 20, { "{\"user_attributes\":[",
	    "{\"name\":\"a#\",\"description\":\"d\",\"is_optional\":true}", NAMES, "]}" }, TO_PROFILES, 200 },
	{ "texts", 50, { "{", "\"t#\":\"a text\"", NAMES, "}" }, TO_TEXTS, 200 },
	{ "attributes of an attribute profile", 64, { "{\"name\":\"u@\",\"user_attributes\":{",
	    "\"a#\":{\"description\":\"d\",\"label\":\"l\",\"profile_required\":true,\"auth0_mapping\":\"m\"}",
	    NAMES, "}}" }, BODY, "POST", "/api/v2/user-attribute-profiles", JSON_TYPE, 201 },
	{ "metadata of an organization", 25, { "{\"name\":\"org@\",\"metadata\":{", "\"m#\":\"v\"", NAMES,
	    "}}" }, BODY, "POST", "/api/v2/organizations", JSON_TYPE, 201 },
	{ "scopes of a token", 1900, { "{\"grant_type\":\"client_credentials\",\"client_id\":\"a\","
	    "\"client_secret\":\"b\",\"audience\":\"c\",\"scope\":\"", "a ", NULL, "\"}" }, TO_TOKENS,
	    JSON_TYPE, 401 },
	{ "parameters of a token", 60, { "", "p#=1", "&" }, TO_TOKENS, FORM_TYPE, 400 },
	/* bodies that are refused */
	{ "too many clients", 16000, { "{\"enabled_clients\":[", "\"client-#\"", NAMES, "]}" },
	    TO_CONNECTION, 400 },
	{ "too many organizations", 9600, { TICKET("\"enabled_organizations\":["), ORGANIZATION, NAMES,
	    "]}" }, TO_TICKETS, 400 },
	{ "too many members", 16000, { "{", "\"m#\":1", NAMES, "}" }, TO_TICKETS, 400 },
	{ "members of one name", 60000, { "{", "\"m\":1", NAMES, "}" }, TO_TICKETS, 400 },
	{ "too much depth", 60000, { "{\"x\":", "[", NULL, NULL, "]", "}" }, TO_TICKETS, 400 },
	{ "depth without an end", 60000, { "{\"x\":", "{\"a\":", NULL, "1" }, TO_TICKETS, 400 },
	{ "a number of many digits", 60000, { "{\"x\":", "9", NULL, "}" }, TO_TICKETS, 400 },
	{ "a fraction of many digits", 60000, { "{\"x\":0.", "9", NULL, "}" }, TO_TICKETS, 400 },
	{ "escapes", 40000, { "{\"x\":\"", "\\u00e9", NULL, "\"}" }, TO_TICKETS, 400 },
	{ "blanks", 200000, { "{", " ", NULL, "}" }, TO_TICKETS, 400 },
	{ "ampersands", 200000, { "", "&", NULL }, TO_TOKENS, FORM_TYPE, 400 },
	{ "escapes of a form", 60000, { "a=", "%41", NULL }, TO_TOKENS, FORM_TYPE, 400 },
	/* queries, paths and headers */
	{ "parameters", 60, { "", "p#=1", "&" }, QUERY, "GET", "/api/v2/connections", NULL, 400 },
	{ "fields", 170, { "per_page=1&fields=", "f#", "," }, QUERY, "GET", "/api/v2/connections", NULL, 200 },
	{ "strategies", 20, { "", "strategy%5B%5D=okta", "&" }, QUERY, "GET", "/api/v2/connections", NULL, 200 },
	{ "a long path", 8000, { "/", "x", NULL }, PATH, "GET", "/api/v2/connections", NULL, 404 },
	{ "parts of a path", 4000, { "", "/x", NULL }, PATH, "GET", "/api/v2/connections", NULL, 404 },
	{ "a long token", 8000, { "Bearer ", "x", NULL }, AUTHORIZATION, "GET", "/api/v2/connections", NULL, 401 },
	{ "the name of a connection", 8000, { "connection=", "x", NULL }, QUERY, "GET", "/samlp/metadata", NULL,
	    404, VISITOR },
	{ "cookies", 1000, { "", "a#=b", "; " }, COOKIE, "GET", "VISIT/settings", NULL, 200, VISITOR },
	{ "languages", 1000, { "", "xx-#", "," }, LANGUAGE, "GET", "VISIT/settings", NULL, 200, VISITOR },
	/* forms of the assistant */
	{ "fields of a form", 58, { "", "f#=1", "&" }, AS_FORM("settings"), 400, VISITOR },
	{ "metadata in a form", 100000, { "source=xml&metadata_xml=%3C", "x", NULL }, AS_FORM("settings"), 303, VISITOR },
	{ "too much metadata in a form", 900000, { "source=xml&metadata_xml=", "x", NULL },
	    AS_FORM("settings"), 400, VISITOR },
	{ "words of a private key", 10000, { "source=xml&metadata_xml=%3Cx%3E", "PRIVATE+KE", NULL },
	    AS_FORM("settings"), 303, VISITOR },
	{ "an address", 1000, { "source=url&metadata_url=https://a.example/", "a/", NULL },
	    AS_FORM("settings"), 303, VISITOR },
	{ "a domain", 8000, { "domain=", "a.", NULL }, BODY, "POST", "OWNER/domains", FORM_TYPE, 400, OWNER },
	{ "files without a name", 2000, { "", "--b\r\nContent-Disposition: form-data; name=f; "
	    "filename=\"\"\r\n\r\n\r\n", NULL, "--b--" }, AS_PARTS("settings"), 400, VISITOR },
	{ "lines of a part", 10000, { "--b\r\n", "X: y\r\n", NULL, "\r\n--b--" }, AS_PARTS("settings"),
	    400, VISITOR },
	{ "parameters of a part", 10000, { "--b\r\nContent-Disposition: form-data", "; a=b", NULL,
	    "\r\n\r\nx\r\n--b--" }, AS_PARTS("settings"), 400, VISITOR },
	{ "beginnings of a boundary", 40000, {
	    "--b\r\nContent-Disposition: form-data; name=metadata_xml\r\n\r\n",
	    "\r\n--", NULL, "\r\n--b--" }, AS_PARTS("settings"), 403, VISITOR },
};
const size_t input_count = sizeof(inputs) / sizeof(inputs[0]);

/* The last one leaves the owner of a connection with domains. */
const struct input setups[] = {
	{ "a setup with organizations", 240, { TICKET(TWO_CLIENTS ",\"enabled_organizations\":["),
	    ORGANIZATION, NAMES, "]}" }, TO_TICKETS, STEP_DONE },
	{ "a setup with domains", 120, { TICKET("\"domain_aliases_config\":" PENDING), "\"s#.example\"",
	    NAMES, "]}}" }, TO_TICKETS, STEP_DONE },
};
const size_t setup_count = sizeof(setups) / sizeof(setups[0]);
