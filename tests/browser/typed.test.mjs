// SPDX-License-Identifier: Apache-2.0
// What was typed and not saved: it survives whatever is no saving, and is forgotten after that.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { ticket_make } from "../web/api.mjs";
import { origin } from "../web/ask.mjs";
import { remember } from "../web/secrets.mjs";
import { connection_made } from "../web/setup.mjs";
import { button, fill, link, path_of, press, settings_reach } from "./assistant.mjs";
import { browser_start, cookie_give, cookies_remember, heading, leads_on, visitor } from "./browser.mjs";

const SECRET = remember("typed-Secret_of+the/tests==never-kept");
const KEY = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----";
const OKTA = { domain: "mine.okta.example", client_id: "0oa1typed" };
const limited = readFileSync(new URL("../../static/errors/429.html", import.meta.url), "utf8");

describe("what was typed and not saved", () => {
	let browser;

	before(async () => {
		browser = await browser_start();
	});
	after(() => browser.close());

	async function visit(options, work) {
		const context = await visitor(browser, options);
		const page = await context.newPage();
		page.setDefaultTimeout(45000);
		await work(page, context);
		await cookies_remember(context);
		await context.close();
	}

	const stored = (page) => page.evaluate(() => JSON.stringify(sessionStorage));
	const follow = (page, name) => leads_on(page, () => link(page, name).click());

	async function okta_shown(page) {
		for (const [id, value] of Object.entries(OKTA))
			assert.equal(await page.locator(`#${id}`).inputValue(), value, id);
		assert.equal(await page.locator("#client_secret").inputValue(), "", "a secret is never kept");
		assert.ok(!(await stored(page)).includes(SECRET));
	}

	async function okta_typed(page, ticket) {
		await settings_reach(page, ticket, "okta");
		await fill(page, { ...OKTA, client_secret: SECRET });
	}

	it("is there after the overview and in another language, and goes when the session is ended here", () =>
		visit({}, async (page) => {
			const ticket = await ticket_make();
			await okta_typed(page, ticket);
			await follow(page, "Back to overview");
			await page.goto(`${origin}${ticket.hub}/settings`);
			await okta_shown(page);
			await press(page, "Deutsch");
			assert.match(await heading(page), /konfigurieren/);
			await okta_shown(page);
			await press(page, "English");
			await page.goto(`${origin}${ticket.hub}/sessions`);
			await press(page, "I’m done on this computer");
			assert.equal(await stored(page), "{}");
			await press(page, "Deutsch");
			assert.match(await heading(page), /fertig/);
		}));

	it("is there after a page of too many requests, and goes when it is saved", () => visit({}, async (page) => {
		const ticket = await ticket_make();
		await okta_typed(page, ticket);
		await page.route(`**${ticket.hub}/settings`, (route) => route.request().method() === "POST"
			? route.fulfill({ status: 429, contentType: "text/html; charset=utf-8", body: limited }) : route.continue());
		await press(page, "Check and continue");
		assert.equal(await heading(page), "One moment, please");
		await follow(page, "Try again");
		await okta_shown(page);
		await page.unroute(`**${ticket.hub}/settings`);
		// A page that sends the form back, too.
		await press(page, "Check and continue");
		assert.match(await page.getByRole("alert").innerText(), /Check your entries/);
		await follow(page, "Back to overview");
		await page.goto(`${origin}${ticket.hub}/settings`);
		await okta_shown(page);
		await fill(page, { client_secret: SECRET });
		await press(page, "Check and continue");
		assert.equal(path_of(page), `${ticket.hub}/check`);
		assert.ok(!(await stored(page)).includes(OKTA.domain));
	}));

	it("is there after a conflict, beside what the other one saved", () => visit({}, async (page, context) => {
		const ticket = await ticket_make(), other = await context.newPage();
		await okta_typed(page, ticket);
		await other.goto(`${origin}${ticket.hub}/settings`);
		await fill(other, { domain: "theirs.okta.example", client_id: "theirs", client_secret: SECRET });
		await press(other, "Check and continue");
		await press(page, "Check and continue");
		assert.match(await page.locator("#domain-error").innerText(), /“theirs.okta.example” was saved here/);
		await okta_shown(page);
		await follow(page, "Back to overview");
		await page.goto(`${origin}${ticket.hub}/settings`);
		await okta_shown(page);
	}));

	it("is no private key, and no text that the form does not show", () => visit({}, async (page) => {
		const ticket = await ticket_make();
		await settings_reach(page, ticket, "samlp");
		await page.locator("label:has(#source-manual)").click();
		await fill(page, { sign_in_url: "https://idp.example.com/sso", certificate: KEY });
		assert.ok(!(await stored(page)).includes("MIGH"));
		await fill(page, { certificate: KEY.replace(/-.*-\n?/g, "") });
		assert.ok(!(await stored(page)).includes("MIGH"));
		await page.goto(origin + ticket.hub);
		await page.goto(`${origin}${ticket.hub}/settings`);
		assert.ok(await page.locator("#source-manual").isChecked());
		assert.equal(await page.locator("#sign_in_url").inputValue(), "https://idp.example.com/sso");
		assert.equal(await page.locator("#certificate").inputValue(), "");
	}));

	it("may be a domain", () => visit({}, async (page, context) => {
		const at = await connection_made({ domain_aliases_config: { domain_verification: "optional" } });
		await cookie_give(context, at.cookie);
		await page.goto(`${origin}${at.ticket.hub}/domains`);
		await fill(page, { domain: "typed.example.com" });
		await follow(page, "Back to overview");
		await page.goto(`${origin}${at.ticket.hub}/domains`);
		assert.equal(await page.locator("#domain").inputValue(), "typed.example.com");
		await press(page, "Add domain");
		assert.equal(path_of(page), `${at.ticket.hub}/domains/typed.example.com`);
		await page.goto(`${origin}${at.ticket.hub}/domains?add`);
		assert.equal(await page.locator("#domain").inputValue(), "");
	}));

	it("is lost without JavaScript, and the form says so", () => visit({ javaScriptEnabled: false }, async (page) => {
		await settings_reach(page, await ticket_make(), "okta");
		assert.match(await page.locator("noscript p").textContent(), /Your entries are saved only when you select Check and continue/);
		assert.ok(await button(page, "Check and continue").isVisible());
	}));
});
