// SPDX-License-Identifier: Apache-2.0
// openid_provider.mjs - the practice OpenID provider (npm oidc-provider) as the tests use it
import { openid_start } from "../../script/practice/openid.mjs";

export const CLIENT_ID = "0oa1b2c3d4E5f6G7h8i9";

// asked() counts the looks at its discovery document.
export const openid_provider_start = (client_secret, more) => openid_start({
	tls: `${process.env.POSTERN_VAR}/tls`, client_id: CLIENT_ID, client_secret,
	redirect_uris: [`${process.env.POSTERN_URL}/login/callback`], ...more });
