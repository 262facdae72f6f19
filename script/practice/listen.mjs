// SPDX-License-Identifier: Apache-2.0
// listen.mjs - a server on the loopback interface with the demo's certificate
import { readFileSync } from "node:fs";
import https from "node:https";

// port 0: any that is free.  tls: the folder that script/certificate makes.  name: localhost or 127.0.0.1,
// which browsers take for another site.
export async function listen(tls, port, name = "localhost") {
	const server = https.createServer({ cert: readFileSync(`${tls}/localhost.crt`), key: readFileSync(`${tls}/localhost.key`) });
	await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
	return {
		server, host: `${name}:${server.address().port}`,
		end: () => new Promise((resolve) => {
			server.close(resolve);
			server.closeAllConnections();
		}),
	};
}
