// SPDX-License-Identifier: Apache-2.0
// assistant.mjs - leads an administrator through the steps in a browser
import assert from "node:assert/strict";
import { count, psql } from "../web/psql.mjs";
import { cookies_remember, heading, is_quiet, leads_on, PHONE, visitor, watch } from "./browser.mjs";
import { is_sound } from "./sound.mjs";

const ON_A_PHONE = { viewport: PHONE, isMobile: true, hasTouch: true };
export const MODES = [
	["at a desk", {}], ["at a desk without JavaScript", { javaScriptEnabled: false }],
	["on a phone", ON_A_PHONE], ["on a phone without JavaScript", { ...ON_A_PHONE, javaScriptEnabled: false }],
];
export const HOWS = MODES.slice(0, 2);

export const with_clients = (more) => ({ enabled_clients: [process.env.POSTERN_CLIENT_ID], ...more });
export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const link = (page, name) => page.getByRole("link", { name, exact: true });
export const press = (page, name) => leads_on(page, () => button(page, name).click());
export const path_of = (page) => new URL(page.url()).pathname;

// work(page, context) in a browser of its own, which must stay quiet
export async function visit(browser, options, work) {
	const context = await visitor(browser, options);
	const page = await context.newPage();
	page.setDefaultTimeout(45000);
	const seen = watch(page);
	await work(page, context);
	await cookies_remember(context);
	is_quiet(seen);
	await context.close();
}

// Checks every page on the way; the mode is the visitor's.
export async function stands_at(page, name, answer, mode) {
	assert.equal(await heading(page), name);
	if (mode)
		await is_sound(page, name, answer, mode);
}

// What opens the link: for the first time, or in one more browser.
export const OPENS = /^(Get started|Continue here)$/;

// From the ticket to the page that says how to create the application.
export async function provider_take(page, ticket, strategy) {
	await page.goto(ticket.url);
	await leads_on(page, () => page.getByRole("button", { name: OPENS }).click());
	await leads_on(page, () => link(page, "Choose your identity provider").click());
	await page.locator(`label:has(input[value="${strategy}"])`).click();
	const answer = await press(page, "Save and continue");
	assert.equal(path_of(page), `${ticket.hub}/application`);
	return answer;
}

export async function settings_reach(page, ticket, strategy) {
	await provider_take(page, ticket, strategy);
	const answer = await press(page, "I have created it");
	assert.equal(path_of(page), `${ticket.hub}/settings`);
	return answer;
}

export async function fill(page, fields) {
	for (const [id, value] of Object.entries(fields))
		await page.locator(`#${id}`).fill(value);
}

// Sends the settings as they stand in the form, and waits for the outcome.
export async function settings_check(page, outcome = "Is this your provider?") {
	await press(page, "Check and continue");
	return outcome_wait(page, outcome);
}

// The page goes on by itself, with JavaScript and without.
export async function outcome_wait(page, outcome = "Is this your provider?") {
	await page.locator("h1", { hasText: /^(Is this your provider\?|We couldn’t verify these settings)$/ }).waitFor();
	if (await heading(page) !== outcome)
		assert.fail(`${await heading(page)}: ${await page.locator("main").innerText()}`);
}

// Fetches the page again, because it went on by itself.
export const again = (page) => leads_on(page, () => page.reload());

// From the page of what was found to the page that tests.
export async function test_reach(page, mode) {
	await stands_at(page, "Is this your provider?", mode && await again(page), mode);
	await stands_at(page, "Map the attributes", await press(page, "Create connection"), mode);
	await stands_at(page, "Assign access", await press(page, "Continue"), mode);
	await stands_at(page, "Test the connection", await press(page, "Continue"), mode);
}

// On to the page that asks whether to enable, or to submit, without a test.
export async function connection_make(page, mode) {
	await test_reach(page, mode);
	return press(page, "Skip for now");
}

export async function finish(page, mode) {
	await stands_at(page, "Enable the connection", await connection_make(page, mode), mode);
	assert.match(await page.locator("main").innerText(), /In 1 application from Acme Software/);
	await stands_at(page, "The connection is enabled", await press(page, "Enable without a test"), mode);
}

// The receipt's values by their names.
export function values_of(page) {
	return page.locator("dl.values > div").evaluateAll((all) => all.map((row) =>
		[row.querySelector("dt").innerText.trim(), row.querySelector("dd").innerText.trim()]));
}

const of_ticket = (ticket) => `FROM connection WHERE ticket_id = '${ticket.id}'`;
export const connection_of = (ticket) => psql(`SELECT connection_id ${of_ticket(ticket)}`);
export const is_enabled = (ticket) => psql(`SELECT enabled_clients = intended_clients AND enabled_at IS NOT NULL
	${of_ticket(ticket)}`) === "t";
export const revisions = (ticket) => count(`SELECT count(*) FROM connection_revision
	WHERE connection_id = (SELECT connection_id ${of_ticket(ticket)})`);
// The acts that were done, without the ways that led there and the checks of the provider.
export const events_of = (ticket) => psql(`SELECT kind FROM event WHERE ticket_id = '${ticket.id}' AND kind <> 'provider_check' AND outcome <> 'info'
	ORDER BY at, event_id`).split("\n");
