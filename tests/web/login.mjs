// SPDX-License-Identifier: Apache-2.0
// login.mjs - a test of a connection without a browser, from the button to the result
import assert from "node:assert/strict";
import { ask, post } from "./ask.mjs";
import { cookie_of } from "./person.mjs";
import { form_of, provider_visit } from "./provider_visit.mjs";
import { psql } from "./psql.mjs";
import { remember } from "./secrets.mjs";
import { settings_reach, settings_send, step_send } from "./setup.mjs";
import { until } from "./until.mjs";

// Up to the page that offers the test.
export async function connection_ready(strategy, fields, body = { enabled_clients: [process.env.POSTERN_CLIENT_ID] }) {
	const at = await settings_reach(strategy, body);
	const found = await settings_send(at, fields);
	assert.ok(found.text.includes("<h1>Is this your provider?</h1>"), found.text);
	for (const page of ["/check", "/mapping", "/access"])
		assert.equal((await step_send(at, page)).status, 303);
	return at;
}

const cookies = (at, login) => ({ Cookie: `${at.cookie}; ${login.cookie}` });
const page_at = (at, login, path) => ask(path, { headers: cookies(at, login) });

// How the page sends the person to the provider: { url, fields }; the latter only by POST.
function leads_of(html) {
	const [, form] = /(<form[^>]*id="leads"[\s\S]*?<\/form>)/.exec(html) ?? [];
	if (form) {
		const { action, fields } = form_of(form);
		return { url: action, fields };
	}
	const [, href] = /href="(https:[^"]*)" rel="noreferrer"/.exec(html) ?? [];
	return href && { url: href.replaceAll("&amp;", "&") };
}

export async function test_start(at, fields = {}) {
	const answer = await step_send(at, "/test", { start: "yes", ...fields });
	assert.equal(answer.status, 303, answer.text);
	const login = { id: answer.headers.location.split("/").at(-1), path: answer.headers.location, cookie: cookie_of(answer) };
	login.leads = await until("the request is there", async () => leads_of((await page_at(at, login, login.path)).text));
	return login;
}

// What the browser does with the provider's answer: it brings no cookie with a POST from another site.
export async function answer_bring(at, login, answer) {
	if (answer.method === "GET")
		return ask(answer.path, { headers: { Cookie: login.cookie } });
	const kept = await post(answer.path, answer.fields, { headers: { "Sec-Fetch-Site": "cross-site", Origin: "null" } });
	assert.equal(kept.status, 303, kept.text);
	remember(kept.headers.location.split("=").at(-1));
	return ask(kept.headers.location, { headers: { Cookie: login.cookie } });
}

export const state_of = (login) => psql(`SELECT state FROM login WHERE login_id = '${login.id}'`);

export function result_of(at, login) {
	return until("the test has a result", async () => ["verified", "failed"].includes(state_of(login)) && page_at(at, login, login.path));
}

export const failure_of = (login) => psql(`SELECT outcome ->> 'failure' FROM login WHERE login_id = '${login.id}'`);

// The whole way; returns the login with its page and failure.
export async function test_run(at, person, fault) {
	const login = await test_start(at);
	const brought = await answer_bring(at, login, await provider_visit(login.leads, person, fault));
	assert.equal(brought.status, 303, brought.text);
	const page = await result_of(at, login);
	assert.equal(page.status, 200, page.text);
	return { ...login, page: page.text, failure: failure_of(login) };
}
