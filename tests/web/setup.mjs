// SPDX-License-Identifier: Apache-2.0
// setup.mjs - the assistant's steps without a browser, up to what came of the settings
import assert from "node:assert/strict";
import { ask, post } from "./ask.mjs";
import { ticket_make } from "./api.mjs";
import { as_seen, metadata_bytes } from "./documents.mjs";
import { fields_of, page_of, provider_choose, session_open } from "./person.mjs";
import { psql } from "./psql.mjs";
import { until } from "./until.mjs";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&" };

export const page_at = (at, page = "") => page_of(at.ticket, at.cookie, page);

// The page's form, with more fields and perhaps files {name: bytes}, sent to the page or where it says.
export async function step_send(at, page, fields = {}, files = undefined, to = page) {
	const all = { ...fields_of((await page_at(at, page)).text), ...fields };
	const path = `${at.ticket.hub}${to}`;
	if (!files)
		return post(path, all, { headers: { Cookie: at.cookie } });
	const form = new FormData();
	for (const [name, value] of Object.entries(all))
		form.append(name, value);
	for (const [name, bytes] of Object.entries(files))
		form.append(name, new Blob([bytes]), `${name}.bin`);
	const body = new Response(form);
	return ask(path, { method: "POST", body: Buffer.from(await body.arrayBuffer()),
		headers: { Cookie: at.cookie, "Content-Type": body.headers.get("content-type") } });
}

export async function settings_reach(strategy, body) {
	const ticket = await ticket_make(body);
	const at = { ticket, cookie: await session_open(ticket) };
	assert.equal((await provider_choose(ticket, at.cookie, strategy)).status, 303);
	assert.equal((await step_send(at, "/application")).status, 303);
	return at;
}

const is_waiting = (html) => html.includes("<h1>Checking your settings</h1>");

export function outcome_of(at) {
	return until("the check has an outcome", async () => {
		const page = await page_at(at, "/check");
		assert.equal(page.status, 200, page.text);
		return !is_waiting(page.text) && page;
	});
}

// The page that the settings lead to: the form again, or the outcome of the check.
export async function settings_send(at, fields, files) {
	const answer = await step_send(at, "/settings", fields, files);
	if (answer.status !== 303)
		return answer;
	assert.equal(answer.headers.location, `${at.ticket.hub}/check`);
	return outcome_of(at);
}

// Up to the page that asks whether to enable.
export async function connection_made(body) {
	const at = await settings_reach("samlp", body);
	await settings_send(at, { source: "xml", metadata_xml: as_seen(metadata_bytes("all-expired")) });
	for (const page of ["/check", "/mapping", "/access", "/test"])
		await step_send(at, page);
	return at;
}

function words_of(html) {
	return html.replace(/<[^>]*>/g, "").replace(/&\w+;|&#39;/g, (entity) => ENTITIES[entity] ?? entity).trim();
}

// The sentences of a kind on a page, as they are read.
const all_of = (page, pattern) => [...page.text.matchAll(pattern)].map(([, html]) => words_of(html));
export const errors_of = (page) => all_of(page, /<p class="(?:field-error"[^>]*|error" role="alert")>(.*?)<\/p>/gs);
export const warnings_of = (page) => page.text.split('<div class="warning">').slice(1)
	.flatMap((box) => all_of({ text: box.slice(0, box.indexOf("</div></div>")) }, /<p>(.*?)<\/p>/gs));
export const is_found = (page) => page.text.includes("<h1>Is this your provider?</h1>");
export const offers_upload = (page) => page.text.includes("/settings?source=xml\"");

const tables = psql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").split("\n");

// The tables of the database that have the words anywhere in a row.
export function tables_with(words) {
	return tables.filter((t) => psql(`SELECT EXISTS (SELECT FROM ${t} r
		WHERE strpos(r::text, '${words.replaceAll("'", "''")}') > 0)`) === "t");
}
