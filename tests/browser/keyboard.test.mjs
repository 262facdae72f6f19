// SPDX-License-Identifier: Apache-2.0
// The whole way by keyboard alone, with a visible focus at every step.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { profile_make, profiles_remove, ticket_make } from "../web/api.mjs";
import { origin } from "../web/ask.mjs";
import { session_open } from "../web/person.mjs";
import { uses } from "../web/psql.mjs";
import { failure_of } from "../web/login.mjs";
import { browser_start, cookie_give, cookies_remember, heading, leads_on, visitor } from "./browser.mjs";
import { focus_is_seen, tab_to } from "./keyboard.mjs";
import { INTRODUCTION_LINK } from "./measures.mjs";
import { test_started } from "./tried.mjs";

describe("by keyboard alone", () => {
	let browser, profile;

	before(async () => {
		browser = await browser_start();
		profile = await profile_make({ allowed_strategies: ["waad", "okta", "google-apps"] },
			{ introduction: INTRODUCTION_LINK });
	});
	after(async () => {
		await browser.close();
		await profiles_remove();
	});

	for (const options of [{}, { javaScriptEnabled: false }, { colorScheme: "dark" }])
		it(`one gets from the link to a saved choice, ${JSON.stringify(options)}`, async () => {
			const ticket = await ticket_make({}, profile);
			const context = await visitor(browser, options);
			const page = await context.newPage();
			await page.goto(ticket.url);
			assert.deepEqual(await tab_to(page, "Get started"), ["Skip to content"]);
			await tab_to(page, "guide");
			await tab_to(page, "Get started", "Shift+Tab");
			await leads_on(page, () => page.keyboard.press("Enter"));
			assert.equal(await heading(page), "Configure your connection");
			assert.equal(uses(ticket), 1);
			await tab_to(page, "Choose your identity provider");
			await leads_on(page, () => page.keyboard.press("Enter"));
			assert.deepEqual(await tab_to(page, "waad"), ["Skip to content", "Back to overview"]);
			assert.equal(await page.locator("input:checked").count(), 0);
			await page.keyboard.press("Space");
			assert.ok(await page.locator("[value=waad]").isChecked());
			await page.keyboard.press("ArrowDown");
			assert.equal(await focus_is_seen(page), "okta");
			await page.keyboard.press("ArrowUp");
			await page.keyboard.press("ArrowUp");
			assert.equal(await focus_is_seen(page), "google-apps");
			assert.equal(await page.locator("input:checked").getAttribute("value"), "google-apps");
			assert.deepEqual(await tab_to(page, "Save and continue"), ["Not sure which one you use?"], "the group is one stop");
			await leads_on(page, () => page.keyboard.press("Space"));
			assert.match(await page.locator(".rail-who").innerText(), /Google Workspace/);
			await cookies_remember(context);
			await context.close();
		});

	it("one ends another's session and then one's own", async () => {
		const ticket = await ticket_make({}, profile);
		await session_open(ticket);
		const context = await visitor(browser, { javaScriptEnabled: false });
		const page = await context.newPage();
		await cookie_give(context, await session_open(ticket));
		await page.goto(`${origin}${ticket.hub}`);
		await tab_to(page, "End a session");
		await leads_on(page, () => page.keyboard.press("Enter"));
		assert.equal(await heading(page), "End a session");
		await tab_to(page, "End\n: A browser");
		await leads_on(page, () => page.keyboard.press("Enter"));
		assert.equal(await page.getByRole("status").innerText(), "The session has ended.");
		assert.equal(await page.getByRole("button", { name: "End:" }).count(), 0);
		await tab_to(page, "I’m done on this computer");
		await leads_on(page, () => page.keyboard.press("Enter"));
		assert.equal(await heading(page), "You’re done on this computer");
		assert.deepEqual(await context.cookies(), []);
		const answer = await page.goto(`${origin}${ticket.hub}`);
		assert.equal(answer.status(), 404);
		await context.close();
	});

	// What is told of the provider's page ends the test; its page mends, explains, and leads back.
	for (const options of [{}, { javaScriptEnabled: false }])
		it(`one tells what a provider's page says, and reads the result, ${JSON.stringify(options)}`, async () => {
			const { at, login } = await test_started();
			const context = await visitor(browser, options);
			const page = await context.newPage();
			await cookie_give(context, at.cookie);
			await page.goto(`${origin}${at.ticket.hub}/test?told`);
			await tab_to(page, "told");
			await page.keyboard.type("AADSTS50105: not assigned");
			await tab_to(page, "End this test and explain");
			await leads_on(page, () => page.keyboard.press("Enter"));
			assert.equal(await heading(page), "The test failed");
			assert.equal(failure_of(login), "user_not_assigned");
			const passed = await tab_to(page, "Back to the test step");
			assert.ok(passed.includes("Test again"), passed.join());
			await leads_on(page, () => page.keyboard.press("Enter"));
			assert.equal(await heading(page), "Test the connection");
			await tab_to(page, "See how to fix it");
			await leads_on(page, () => page.keyboard.press("Enter"));
			assert.equal(await heading(page), "The test failed");
			await context.close();
		});

	it("one leaves out the test", async () => {
		const { at } = await test_started();
		const context = await visitor(browser);
		const page = await context.newPage();
		await cookie_give(context, at.cookie);
		await page.goto(`${origin}${at.ticket.hub}/test?told`);
		await tab_to(page, "Skip for now");
		await leads_on(page, () => page.keyboard.press("Enter"));
		assert.equal(await heading(page), "Enable the connection");
		await context.close();
	});

	it("the skip link comes first, is seen, and leads past the head", async () => {
		const ticket = await ticket_make({}, profile);
		const context = await visitor(browser);
		const page = await context.newPage();
		await page.goto(ticket.url);
		await page.keyboard.press("Tab");
		assert.equal(await focus_is_seen(page), "Skip to content");
		await page.keyboard.press("Enter");
		assert.equal(await page.evaluate(() => document.activeElement.id), "main");
		assert.deepEqual(await tab_to(page, "guide"), ["Get started"]);
		await context.close();
	});

	it("a visitor who chooses nothing is told at the field: by focus, and without JavaScript by the title", async () => {
		for (const javaScriptEnabled of [true, false]) {
			const ticket = await ticket_make({}, profile);
			const context = await visitor(browser, { javaScriptEnabled });
			const page = await context.newPage();
			await page.goto(ticket.url);
			await tab_to(page, "Get started");
			await leads_on(page, () => page.keyboard.press("Enter"));
			await page.goto(page.url() + "/provider");
			await tab_to(page, "waad");
			await tab_to(page, "Save and continue");
			const answer = await leads_on(page, () => page.keyboard.press("Enter"));
			assert.equal(answer.status(), 400);
			assert.match(await page.title(), /^Error: Choose your identity provider/);
			const group = page.getByRole("radiogroup");
			const described_by = await group.getAttribute("aria-describedby");
			assert.match(await page.locator(`#${described_by}`).innerText(), /Choose one/);
			assert.equal(await group.getAttribute("aria-invalid"), "true");
			if (javaScriptEnabled) {
				assert.equal(await page.evaluate(() => document.activeElement.id), described_by);
				assert.deepEqual(await tab_to(page, "waad"), [], "the field comes next");
			}
			await cookies_remember(context);
			await context.close();
		}
	});
});
