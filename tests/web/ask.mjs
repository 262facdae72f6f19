// SPDX-License-Identifier: Apache-2.0
// ask.mjs - one HTTP request as it is: nothing followed, nothing tidied, any header
import https from "node:https";
import { readFileSync } from "node:fs";

export const origin = process.env.POSTERN_URL;
export const domain = process.env.POSTERN_DOMAIN;
export const ca = readFileSync(process.env.POSTERN_CA);

const agent = new https.Agent({ keepAlive: false, ca });

function answer_of(response, chunks) {
	const bytes = Buffer.concat(chunks);
	return {
		status: response.statusCode,
		headers: response.headers,
		cookies: response.headers["set-cookie"] ?? [],
		bytes,
		text: bytes.toString(),
		json: () => JSON.parse(bytes.toString()),
	};
}

// path is sent as it stands. "at" is another nginx's origin; Host stays the tenant's.
// "from" is the address that asks.
export function ask(path, { at = origin, method = "GET", headers = {}, body, from } = {}) {
	const target = new URL(at);
	return new Promise((resolve, reject) => {
		const request = https.request({
			agent, method, path, host: target.hostname, port: target.port, family: 4, localAddress: from,
			servername: "localhost", headers: { Host: domain, ...headers },
		}, (response) => {
			const chunks = [];
			response.on("data", (chunk) => chunks.push(chunk));
			response.on("end", () => resolve(answer_of(response, chunks)));
			response.on("error", reject);
		});
		request.on("error", reject);
		request.end(body);
	});
}

export function post(path, fields, { headers = {}, ...rest } = {}) {
	return ask(path, {
		method: "POST", body: new URLSearchParams(fields).toString(),
		headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers }, ...rest,
	});
}
