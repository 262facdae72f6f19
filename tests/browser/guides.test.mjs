// SPDX-License-Identifier: Apache-2.0
// The guide of each identity provider of the contract, with its figures: what axe-core finds in it, its weight, and how it
// fits screens and paper.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ticket_make } from "../web/api.mjs";
import { origin } from "../web/ask.mjs";
import { press, provider_take, settings_check, visit, with_clients } from "./assistant.mjs";
import { figures_of, guide_is_sound } from "./guide.mjs";
import { test_ends, WALKS, walks_start } from "./walks.mjs";

const LEAST_FIGURES = 3;

describe("the guide", () => {
	let world;

	before(async () => {
		world = await walks_start();
	});
	after(() => world?.end());

	// Looks at a page; the figures of all pages come together.
	function watcher(strategy) {
		const figures = [];
		return { figures, async look(page, name, answer) {
			await guide_is_sound(page, `${strategy}, ${name}`, answer);
			figures.push(...await figures_of(page));
		} };
	}

	// The pages of the products that a general guide alone knows.
	async function products_look(page, look) {
		const links = await page.locator(".ask a").evaluateAll((all) => all.map((a) => a.href));
		for (const { href, searchParams } of links.map((link) => new URL(link)))
			if (!(searchParams.get("product") in WALKS))
				await look(page, searchParams.get("product"), await page.goto(href));
		await page.goto(new URL("?", page.url()).href);
	}

	const is_ours = (words) => words.includes(`${origin}/login/callback`) || words.includes("urn:auth0:demo:");

	for (const [strategy, { settings, fails }] of Object.entries(WALKS))
		it(`of ${strategy} is sound on all screens and on paper`, async () => {
			const ticket = await ticket_make(with_clients(), world.profile), place = world.places[strategy];
			await visit(world.browser, {}, async (page, context) => {
				const { figures, look } = watcher(strategy);
				await look(page, "application", await provider_take(page, ticket, strategy));
				await products_look(page, look);
				await look(page, "settings", await press(page, "I have created it"));
				await settings(page, place);
				await settings_check(page);
				await look(page, "mapping", await press(page, "Create connection"));
				await look(page, "access", await press(page, "Continue"));
				await look(page, "test", await press(page, "Continue"));
				await test_ends({ page, context, place, options: {} }, fails, async (tab) => look(tab, "failed test", await tab.reload()));
				assert.ok(figures.length >= LEAST_FIGURES, `${figures.length} figures`);
				assert.ok(figures.some(is_ours), "a figure has our values");
			});
		});
});
