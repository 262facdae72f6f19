/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/vocabulary.h"

#include <stddef.h>

const char *const connection_strategies[] = {
	"auth0-adldap", "ad", "adfs", "amazon", "apple", "dropbox", "bitbucket", "auth0-oidc",
	"auth0", "baidu", "bitly", "box", "custom", "daccount", "dwolla", "email",
	"evernote-sandbox", "evernote", "exact", "facebook", "fitbit", "github", "google-apps",
	"google-oauth2", "instagram", "ip", "line", "linkedin", "oauth1", "oauth2", "office365",
	"oidc", "okta", "paypal", "paypal-sandbox", "pingfederate", "planningcenter",
	"salesforce-community", "salesforce-sandbox", "salesforce", "samlp", "sharepoint",
	"shopify", "shop", "sms", "soundcloud", "thirtysevensignals", "twitter", "untappd",
	"vkontakte", "waad", "weibo", "windowslive", "wordpress", "yahoo", "yandex", NULL };

const char *const ticket_client_protocols[] = { "samlp", "wsfed", "oauth2", NULL };
const char *const option_client_protocols[] = { "oidc", "samlp", "wsfed", NULL };
