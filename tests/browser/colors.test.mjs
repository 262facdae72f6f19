// SPDX-License-Identifier: Apache-2.0
// Words on a tenant's primary color and in it can be read, whatever the color.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { profile_make, profiles_remove, ticket_make } from "../web/api.mjs";
import { provider_choose, session_open } from "../web/person.mjs";
import { step_send } from "../web/setup.mjs";
import { browser_start, cookie_give, leads_on, visitor } from "./browser.mjs";
import { colors_in, contrast_of, INTRODUCTION_LINK, marks_in } from "./measures.mjs";

const TEXT = 4.5;
const EDGE = 3;

describe("a primary color", () => {
	let browser;

	before(async () => {
		browser = await browser_start();
	});
	after(async () => {
		await browser.close();
		await profiles_remove();
	});

	async function is_readable(page, what) {
		const buttons = await colors_in(page, ".button:not(.quiet)");
		const links = await colors_in(page, "a:not(.button):not(.skip)");
		for (const { words, text, ground } of [...buttons, ...links]) {
			const contrast = contrast_of(text, ground);
			assert.ok(contrast >= TEXT, `${what}: "${words}" has ${contrast.toFixed(2)}, ${text} on ${ground}`);
		}
		for (const { words, edge, behind } of buttons)
			assert.ok(contrast_of(edge, behind) >= EDGE, `${what}: the edge of "${words}", ${edge} on ${behind}`);
		return buttons.length + links.length;
	}

	for (const primary of ["#ffff00", "#111111", "#777777", "#0f6b5c", "#fff", "#000"])
		it(`of ${primary} leaves buttons and links readable, light and dark`, async () => {
			const profile = await profile_make({ branding: { colors: { primary } } }, { introduction: INTRODUCTION_LINK });
			const ticket = await ticket_make({ enabled_clients: [process.env.POSTERN_CLIENT_ID] }, profile);
			const cookie = await session_open(ticket);
			const context = await visitor(browser);
			await cookie_give(context, cookie);
			const page = await context.newPage();
			for (const path of [ticket.path, ticket.hub, `${ticket.hub}/provider`])
				for (const colorScheme of ["light", "dark"]) {
					await page.emulateMedia({ colorScheme });
					await page.goto(new URL(path, ticket.url).href);
					const found = await is_readable(page, `${path.split("?")[0]} ${colorScheme}`);
					assert.ok(found >= 2, "a button and links were measured");
				}
			await context.close();
		});

	// Red, the color of errors, and the same in the dark: a button, a link and a focus are no alarm.
	for (const primary of ["#cc0000", "#ff0000", "#a11a1f", "#ffb4ae"])
		it(`of ${primary} is not taken for an error, light and dark`, async () => {
			const ticket = await ticket_make({}, await profile_make({ branding: { colors: { primary } } }));
			const at = { ticket, cookie: await session_open(ticket) };
			await provider_choose(ticket, at.cookie, "okta");
			await step_send(at, "/application");
			const context = await visitor(browser);
			await cookie_give(context, at.cookie);
			const page = await context.newPage();
			for (const colorScheme of ["light", "dark"]) {
				await page.emulateMedia({ colorScheme });
				await page.goto(new URL(`${at.ticket.hub}/settings`, at.ticket.url).href);
				await page.locator("#domain").fill("not a domain");
				await leads_on(page, () => page.getByRole("button", { name: "Check and continue" }).click());
				const errors = await marks_in(page, ".error, .field-error");
				assert.ok(errors.length >= 2, "an error above the form and one at a field");
				for (const { words, weight, has_sign } of errors)
					assert.ok(words.length > 10 && weight >= 600 && has_sign, `${words}: ${weight}, ${has_sign}`);
				for (const selector of [".error", "[aria-invalid]"])
					assert.ok((await marks_in(page, selector)).every(({ edge }) => edge >= 6), `${selector} has a thick edge`);
				for (const { words, edge, has_sign } of await marks_in(page, ".button, a:not(.skip), input:not([aria-invalid],[type=hidden])"))
					assert.ok(edge <= 1 && !has_sign || edge === 0, `${words} looks like an error: ${edge}`);
				await page.locator("#client_id").focus();
				const [ring, bad] = await page.evaluate(() => [getComputedStyle(document.activeElement).outlineColor,
					getComputedStyle(document.querySelector(".field-error")).color]);
				assert.ok(contrast_of(ring, bad) >= 1.4, `the focus ${ring} and an error ${bad}`);
				assert.equal(ring, await page.evaluate(() => getComputedStyle(document.body).color));
			}
			await context.close();
		});

	it("is the button's ground", async () => {
		for (const [primary, shown] of [["#ffff00", "rgb(255, 255, 0)"], ["#777", "rgb(119, 119, 119)"]]) {
			const ticket = await ticket_make({}, await profile_make({ branding: { colors: { primary } } }));
			const context = await visitor(browser);
			const page = await context.newPage();
			await page.goto(ticket.url);
			const [{ ground }] = await colors_in(page, "button.button");
			assert.equal(ground, shown);
			await context.close();
		}
	});
});
