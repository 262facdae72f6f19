// SPDX-License-Identifier: Apache-2.0
// openid_provider.mjs - a real OpenID provider (npm oidc-provider) on localhost, with the demo's certificate
import { readFileSync } from "node:fs";
import https from "node:https";
import Provider from "oidc-provider";

const tls = `${process.env.POSTERN_VAR}/tls`;
export const CLIENT_ID = "0oa1b2c3d4E5f6G7h8i9";

// Its issuer has the port in it, so it listens before it exists. asked() counts
// the looks at its discovery document.
export async function openid_provider_start(secret) {
	const server = https.createServer({
		cert: readFileSync(`${tls}/localhost.crt`), key: readFileSync(`${tls}/localhost.key`),
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address();
	const issuer = `https://localhost:${port}`;
	const provider = new Provider(issuer, {
		scopes: ["openid", "profile", "email"],
		clients: [{ client_id: CLIENT_ID, client_secret: secret,
			redirect_uris: [`${process.env.POSTERN_URL}/login/callback`] }],
	});
	const answer = provider.callback();
	let asked = 0;
	server.on("request", (request, response) => {
		asked += request.url === "/.well-known/openid-configuration";
		answer(request, response);
	});
	return {
		issuer, host: `localhost:${port}`, asked: () => asked,
		end: () => new Promise((resolve) => {
			server.close(resolve);
			server.closeAllConnections();
		}),
	};
}
