// SPDX-License-Identifier: Apache-2.0
// Each identity provider of the contract, from the ticket to the receipt, at a product with that name: a test of
// the login fails as it does there, is explained in the words of that console, and passes.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { api, ticket_make } from "../web/api.mjs";
import { simplesamlphp_start } from "../web/simplesamlphp.mjs";
import { connection_of, fill, HOWS, is_enabled, press, settings_check, settings_reach, stands_at, test_reach, visit, with_clients } from "./assistant.mjs";
import { heading } from "./browser.mjs";
import { effort_of } from "./effort.mjs";
import { test_ends, test_pass, WALKS, walks_start } from "./walks.mjs";

describe("a provider, from the ticket to the receipt", () => {
	let world;

	before(async () => {
		world = await walks_start();
	});
	after(() => world?.end());

	async function finish(page) {
		await page.reload();
		await press(page, "Continue");
		await stands_at(page, "Enable the connection");
		await press(page, "Enable connection");
		assert.equal(await heading(page), "The connection is enabled");
	}

	// As a program sees it, and without the secret.
	async function is_made(ticket, [strategy, wanted]) {
		const { strategy: made, options } = (await api("GET", `/api/v2/connections/${connection_of(ticket)}`)).json();
		assert.equal(made, strategy);
		assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((name) => [name, options[name]])), wanted);
	}

	for (const [strategy, { settings, makes, fails, also = [] }] of Object.entries(WALKS))
		for (const [how, options] of HOWS)
			it(`${strategy} ${how}`, async (t) => {
				const ticket = await ticket_make(with_clients(), world.profile), place = world.places[strategy];
				await visit(world.browser, options, async (page, context) => {
					const effort = await effort_of(context), walk = { page, context, place, options };
					await settings_reach(page, ticket, strategy);
					await settings(page, place);
					await settings_check(page);
					await test_reach(page);
					for (const each of options.javaScriptEnabled === false ? [fails] : [fails, ...also])
						await effort.hold(() => test_ends(walk, each));
					await test_pass(walk);
					await finish(page);
					if (options.javaScriptEnabled !== false)
						t.diagnostic(`${strategy}: ${effort.said()}`);
				});
				assert.ok(is_enabled(ticket));
				await is_made(ticket, makes(place));
			});

	it("adfs is told that a server speaks WS-Federation alone", async () => {
		const server = await simplesamlphp_start({});
		const document = await (await fetch(server.federation_metadata_url)).text();
		await server.end();
		const ticket = await ticket_make(with_clients(), world.profile);
		await visit(world.browser, {}, async (page) => {
			await settings_reach(page, ticket, "adfs");
			await page.locator("label:has(#source-xml)").click();
			await fill(page, { metadata_xml: document });
			await settings_check(page, "We couldn’t verify these settings");
			assert.match(await page.locator("main").innerText(), /describes only WS-Federation/);
		});
	});
});
