// SPDX-License-Identifier: Apache-2.0
// A real OpenID provider, from ticket to receipt: claims, copying, the API and the events.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { origin } from "../web/ask.mjs";
import { api, profile_make, profiles_remove, ticket_make } from "../web/api.mjs";
import { CLIENT_ID, openid_provider_start } from "../web/openid_provider.mjs";
import { jobs_hold } from "../web/processes.mjs";
import { psql } from "../web/psql.mjs";
import { remember } from "../web/secrets.mjs";
import { connection_make, connection_of, events_of, fill, finish, HOWS, is_enabled, link, MODES, outcome_wait, press, provider_take,
	OPENS, revisions, settings_check, settings_reach, stands_at, values_of, visit, with_clients } from "./assistant.mjs";
import { browser_start, heading, leads_on } from "./browser.mjs";

const SECRET = remember("oidc-Secret_of+the/tests==never-shown");
const CALLBACK = `${origin}/login/callback`;
const ATTRIBUTES = [
	{ name: "email", description: "Where <b>we</b> write to", is_optional: false },
	{ name: "employee_number", description: "From the HR system", is_optional: false },
	{ name: "nickname", description: "", is_optional: true },
];

describe("an OpenID provider", () => {
	let browser, provider;

	before(async () => {
		provider = await openid_provider_start(SECRET);
		browser = await browser_start();
	});
	after(async () => {
		await browser.close();
		await provider.end();
		await profiles_remove();
	});

	const typed = () => ({ discovery_url: provider.issuer, client_id: CLIENT_ID, client_secret: SECRET });

	async function to_found(page, ticket) {
		await settings_reach(page, ticket, "oidc");
		await fill(page, typed());
		await settings_check(page);
	}

	const spellings = () => [provider.issuer, `${provider.issuer}/`,
		`${provider.issuer}/.well-known/openid-configuration`, `  ${provider.host} `];

	for (const [at, [how, mode]] of MODES.entries())
		it(`leads from the ticket to the receipt ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				await stands_at(page, "Create the application", await provider_take(page, ticket, "oidc"), mode);
				assert.equal(await page.locator("#callback_url").inputValue(), CALLBACK);
				await stands_at(page, "Configure the connection", await press(page, "I have created it"), mode);
				await fill(page, { ...typed(), discovery_url: spellings()[at] });
				await settings_check(page);
				const facts = Object.fromEntries(await values_of(page));
				assert.equal(facts.Issuer, provider.issuer);
				assert.equal(facts["Authorization endpoint"], `${provider.issuer}/auth`);
				assert.equal(facts["Token endpoint"], `${provider.issuer}/token`);
				assert.equal(facts["Signing keys URL"], `${provider.issuer}/jwks`);
				assert.equal(facts["Client ID"], CLIENT_ID);
				assert.equal(facts["Client secret"], "Entered, not shown");
				assert.equal(facts["How we connect to your provider"], "Back channel");
				assert.ok(!(await page.content()).includes(SECRET));
				await finish(page, mode);
				assert.equal(Object.fromEntries(await values_of(page)).Issuer, provider.issuer);
			});
			assert.ok(is_enabled(ticket));
		});

	it("has its own form if it is for all customers of a product", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			await stands_at(page, "Create the application", await provider_take(page, ticket, "waad"), {});
			assert.match(await page.locator("main").innerText(), /Microsoft Entra ID/);
			assert.equal(await page.getByText("Which product do you use?").count(), 0);
			await press(page, "I have created it");
			await page.getByLabel("Microsoft Entra ID domain or tenant ID").fill("https://login.microsoftonline.com/common/v2.0");
			await fill(page, { client_id: "00001111-aaaa-2222-bbbb-3333cccc4444", client_secret: SECRET });
			await press(page, "Check and continue");
			assert.match(await page.locator("#domain-error").innerText(), /“common” stands for all Microsoft tenants.* Enter your tenant ID/);
			assert.equal(await page.locator("#discovery_url").count(), 0);
		});
	});

	for (const [how, mode] of HOWS)
		it(`may be one of many products, and its names stay after a reload and Back, ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				await provider_take(page, ticket, "oidc");
				const shows = async (words) => assert.ok((await page.locator("main").innerText()).includes(words), words);
				await shows("Which product do you use?");
				await leads_on(page, () => link(page, "Keycloak").click());
				await shows("Keycloak needs a client for");
				await leads_on(page, () => page.reload());
				await shows("Keycloak needs a client for");
				await press(page, "I have created it");
				await page.goBack();
				await shows("Keycloak needs a client for");
				await press(page, "I have created it");
				await fill(page, { discovery_url: "keycloak.example" });
				assert.equal((await press(page, "Check and continue")).status(), 400);
				await leads_on(page, () => link(page, "Back").click());
				await shows("Keycloak needs a client for");
				await leads_on(page, () => link(page, "Choose another product").click());
				await leads_on(page, () => link(page, "Google Workspace").click());
				await shows("For Audience, choose Internal.");
			});
		});

	it("by the front channel needs no secret", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "oidc");
			await fill(page, { discovery_url: provider.issuer, client_id: CLIENT_ID });
			assert.equal((await press(page, "Check and continue")).status(), 400);
			assert.match(await page.locator("#client_secret-error").innerText(), /Enter the client secret/);
			await page.locator("label:has(#type-front_channel)").click();
			await settings_check(page);
			await finish(page);
		});
		assert.equal(psql(`SELECT settings ->> 'type', sealed_secret IS NULL FROM connection_revision
			WHERE connection_id = '${connection_of(ticket)}'`), "front_channel|t");
	});

	it("tells programs of the connection from its creation on, and no secret", async () => {
		const ticket = await ticket_make(with_clients(), await profile_make());
		await visit(browser, {}, async (page) => {
			await to_found(page, ticket);
			assert.equal(connection_of(ticket), "");
			await press(page, "Create connection");
			const id = connection_of(ticket);
			const read = async (clients) => {
				const answer = await api("GET", `/api/v2/connections/${id}`);
				assert.equal(answer.status, 200, answer.text);
				const { strategy, options, enabled_clients } = answer.json();
				assert.equal(strategy, "oidc");
				assert.deepEqual(enabled_clients, clients);
				assert.equal(options.client_id, CLIENT_ID);
				assert.equal(options.type, "back_channel");
				assert.equal(options.schema_version, "oidc-V4");
				assert.equal(options.oidc_metadata.issuer, provider.issuer);
				assert.equal(options.attribute_map.mapping_mode, "bind_all");
				assert.equal(options.connection_settings.pkce, "auto");
				assert.ok(!/secret"/i.test(answer.text) && !answer.text.includes(SECRET), answer.text);
			};
			await read([]);
			for (const name of ["Continue", "Continue", "Skip for now", "Enable without a test"])
				await press(page, name);
			await read([process.env.POSTERN_CLIENT_ID]);
			const list = await api("GET", "/api/v2/connections?strategy=oidc");
			assert.ok(list.json().some((c) => c.id === id), list.text);
			assert.ok(!list.text.includes(SECRET));
		});
		assert.match(psql(`SELECT sealed_secret FROM connection_revision WHERE connection_id = '${connection_of(ticket)}'`), /\S{40,}/);
	});

	it("and the events tell each act", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, { javaScriptEnabled: false }, async (page) => {
			await to_found(page, ticket);
			await finish(page);
		});
		const { status, stdout, stderr } = spawnSync(`${process.env.POSTERN_BUILD}/src/postern`,
			["events", "--tenant", "demo"], { encoding: "utf8", maxBuffer: 1 << 26 });
		assert.equal(status, 0, stderr);
		const ours = stdout.split("\n").filter((line) => line.includes(ticket.id));
		for (const kind of ["ss_sso_ticket_generation", "ss_sso_ticket_consumption", "provider_chosen",
			"ss_sso_connection_creation", "ss_sso_enable_connection"])
			assert.equal(ours.filter((line) => line.includes(` ${kind} `)).length, 1, `${kind}: ${ours.join("\n")}`);
		assert.ok(ours.some((line) => line.includes(connection_of(ticket))));
		assert.ok(!stdout.includes(SECRET));
	});

	for (const [how, mode] of HOWS)
		it(`shows what to map, required and optional, ${how}`, async () => {
			const profile = await profile_make({ user_attributes: ATTRIBUTES });
			const ticket = await ticket_make(with_clients(), profile);
			await visit(browser, mode, async (page) => {
				await to_found(page, ticket);
				await stands_at(page, "Map the attributes", await press(page, "Create connection"), mode);
				const group = (name) => page.getByRole("region", { name, exact: true });
				const values = (name) => group(name).locator(".copy code").evaluateAll((all) => all.map((t) => t.textContent));
				assert.deepEqual(await values("Required"), ["email", "employee_number"]);
				assert.deepEqual(await values("Optional"), ["nickname"]);
				assert.equal(await group("Usual attributes").count(), 0);
				assert.match(await group("Required").getByRole("row").nth(2).innerText(), /^employee_number\s+From the HR system/);
			});
			const { attribute_map } = (await api("GET", `/api/v2/connections/${connection_of(ticket)}`)).json().options;
			assert.deepEqual(attribute_map, { mapping_mode: "use_map", attributes: {
				email: "${context.tokenset.email}", employee_number: "${context.tokenset.employee_number}",
				nickname: "${context.tokenset.nickname}" } });
		});

	it("of a profile without attributes shows the usual ones", async () => {
		const ticket = await ticket_make(with_clients(), await profile_make());
		await visit(browser, {}, async (page) => {
			await to_found(page, ticket);
			await press(page, "Create connection");
			assert.deepEqual(await page.getByRole("region", { name: "Usual attributes" }).locator(".copy code")
				.evaluateAll((all) => all.map((t) => t.textContent)), ["email", "given_name", "family_name", "name"]);
			assert.equal(await page.getByRole("region", { name: "Required" }).count(), 0);
		});
	});

	it("has buttons that copy, and fields to select where scripts are off", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page, context) => {
			await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
			await provider_take(page, ticket, "oidc");
			await page.getByRole("button", { name: "Copy Callback URL" }).click();
			await page.locator("[role=status]", { hasText: "Copied" }).waitFor({ state: "attached" });
			assert.equal(await page.evaluate(() => navigator.clipboard.readText()), CALLBACK);
		});
		await visit(browser, { javaScriptEnabled: false }, async (page) => {
			await page.goto(ticket.url);
			await page.getByRole("button", { name: OPENS }).click();
			await page.goto(new URL(`${ticket.hub}/application`, ticket.url).href);
			assert.equal(await page.getByRole("button", { name: /Copy/ }).count(), 0);
			const field = page.getByLabel("Callback URL", { exact: true });
			assert.equal(await field.inputValue(), CALLBACK);
			assert.ok(!await field.isEditable());
			await field.focus();
			await page.keyboard.press("Control+A");
			assert.equal(await field.evaluate((f) => f.value.slice(f.selectionStart, f.selectionEnd)), CALLBACK);
		});
	});

	for (const [how, mode] of HOWS)
		it(`is looked at when the jobs process is back, and the page says that it takes long, ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				await settings_reach(page, ticket, "oidc");
				await fill(page, typed());
				const go_on = jobs_hold();
				try {
					const answer = await press(page, "Check and continue");
					await stands_at(page, "Checking your settings", answer);
					psql(`UPDATE wizard SET check_since = now() - interval '21 seconds' WHERE ticket_id = '${ticket.id}'`);
					await page.getByText("This is taking longer than usual").waitFor();
				} finally {
					go_on();
				}
				await outcome_wait(page);
				assert.equal(await heading(page), "Is this your provider?");
				await connection_make(page);
			});
			assert.equal(revisions(ticket), 1);
			assert.equal(events_of(ticket).filter((kind) => kind === "ss_sso_connection_creation").length, 1);
		});
});
