// SPDX-License-Identifier: Apache-2.0
// practice.mjs - runs an OpenID provider and a SAML identity provider on this machine, to try Postern with
//
// PRACTICE_PORT and the port after it; PRACTICE_TLS: the folder of the demo's certificate;
// PRACTICE_KEYS: where keys stay; POSTERN_URL: whom the OpenID provider knows.
import { CLIENT_ID, CLIENT_SECRET } from "./client.mjs";
import { openid_start } from "./openid.mjs";
import { saml_start } from "./saml.mjs";

const { PRACTICE_PORT, PRACTICE_TLS, PRACTICE_KEYS, POSTERN_URL } = process.env;
const place = (offset) => ({ tls: PRACTICE_TLS, keep: PRACTICE_KEYS, port: Number(PRACTICE_PORT) + offset });
const providers = [
	await openid_start({ ...place(0), client_id: CLIENT_ID, client_secret: CLIENT_SECRET,
		redirect_uris: [`${POSTERN_URL}/login/callback`] }),
	await saml_start(place(1)),
];
console.log("ready");
process.on("SIGTERM", async () => {
	await Promise.all(providers.map((provider) => provider.end()));
	process.exit(0);
});
