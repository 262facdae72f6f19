// SPDX-License-Identifier: Apache-2.0
// person.mjs - an administrator without a browser, who sends forms and cookies
import assert from "node:assert/strict";
import { ask, post } from "./ask.mjs";
import { remember } from "./secrets.mjs";

export const start_path = "/self-service/connections-flow";

export function get_started(ticket, options) {
	return post(start_path, { ticket: ticket.secret }, options);
}

// "name=value" as a browser sends it back
export function cookie_of(answer) {
	const cookie = answer.cookies[0].split(";")[0];
	remember(cookie.slice(cookie.indexOf("=") + 1));
	return cookie;
}

// A cookie of a session of the ticket.
export async function session_open(ticket, options) {
	const answer = await get_started(ticket, options);
	assert.equal(answer.status, 303, answer.text);
	assert.equal(answer.headers.location, ticket.hub);
	return cookie_of(answer);
}

export function page_of(ticket, cookie, page = "", options = {}) {
	return ask(`${ticket.hub}${page}`, { ...options, headers: { ...options.headers, Cookie: cookie } });
}

// The hidden fields of the page's form; the foot has a form of its own.
export function fields_of(html) {
	const [page] = html.split("<footer");
	return Object.fromEntries([...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
		.map(([, name, value]) => [name, value]));
}

export async function provider_fields(ticket, cookie) {
	return fields_of((await page_of(ticket, cookie, "/provider")).text);
}

export function provider_save(ticket, cookie, fields, options = {}) {
	return post(`${ticket.hub}/provider`, fields,
		{ ...options, headers: { Cookie: cookie, ...options.headers } });
}

export async function provider_choose(ticket, cookie, strategy) {
	const fields = await provider_fields(ticket, cookie);
	return provider_save(ticket, cookie, { ...fields, strategy });
}
