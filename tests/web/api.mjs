// SPDX-License-Identifier: Apache-2.0
// api.mjs - profiles and tickets made as a program makes them, through the Management API
import assert from "node:assert/strict";
import { ask, origin } from "./ask.mjs";
import { remember } from "./secrets.mjs";

const profiles_path = "/api/v2/self-service-profiles";
const made = [];
let token;
let count = 0;

export async function token_fresh(at) {
	const answer = await ask("/oauth/token", {
		at, method: "POST", headers: { "Content-Type": "application/json" },
		body: JSON.stringify({
			grant_type: "client_credentials", client_id: process.env.POSTERN_CLIENT_ID,
			client_secret: process.env.POSTERN_CLIENT_SECRET, audience: `${origin}/api/v2/`,
		}),
	});
	assert.equal(answer.status, 200, answer.text);
	return remember(answer.json().access_token);
}

// The answer, whatever its status.
export async function api(method, path, body, options = {}) {
	token ??= await token_fresh();
	return ask(path, {
		method, body: body === undefined ? undefined : JSON.stringify(body), ...options,
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json",
			...options.headers },
	});
}

async function api_well(status, ...request) {
	const answer = await api(...request);
	assert.equal(answer.status, status, answer.text);
	return answer;
}

// A tenant has room for 20 profiles: who makes some calls profiles_remove at its end.
export async function profile_make(body = {}, { introduction } = {}) {
	const answer = await api_well(201, "POST", profiles_path, { name: "Test", ...body });
	const { id } = answer.json();
	made.push(id);
	if (introduction !== undefined)
		await api_well(200, "PUT", `${profiles_path}/${id}/custom-text/en/get-started`,
			{ introduction });
	return id;
}

export async function profiles_remove() {
	for (const id of made.splice(0))
		await api_well(204, "DELETE", `${profiles_path}/${id}`);
}

export function connection_name() {
	return `test-${process.pid}-${++count}`;
}

export function ticket_of(url) {
	const secret = new URL(url).searchParams.get("ticket");
	const path = `/self-service/connections-flow?ticket=${secret}`;
	return { url, secret, path, id: secret.slice(0, 12), hub: `/self-service/t/${secret.slice(0, 12)}` };
}

export async function ticket_make(body = {}, profile = process.env.POSTERN_PROFILE_ID) {
	const answer = await api_well(201, "POST", `${profiles_path}/${profile}/sso-ticket`,
		{ connection_config: { name: connection_name() }, ...body });
	const ticket = ticket_of(answer.json().ticket);
	remember(ticket.secret);
	return { ...ticket, profile };
}

export function revoke_path(ticket, word = ticket.secret) {
	return `${profiles_path}/${ticket.profile}/sso-ticket/${word}/revoke`;
}

export async function ticket_revoke(ticket) {
	await api_well(202, "POST", revoke_path(ticket));
}
