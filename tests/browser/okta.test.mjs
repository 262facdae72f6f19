// SPDX-License-Identifier: Apache-2.0
// Okta, from ticket to receipt, by people who leave, come back, click twice, work together or are late.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ticket_make } from "../web/api.mjs";
import { CLIENT_ID, openid_provider_start } from "../web/openid_provider.mjs";
import { count, psql } from "../web/psql.mjs";
import { remember } from "../web/secrets.mjs";
import { button, connection_make, connection_of, events_of, fill, finish, HOWS, is_enabled, link, MODES, outcome_wait, path_of, press,
	OPENS, provider_take, revisions, settings_check, settings_reach, stands_at, values_of, visit, with_clients } from "./assistant.mjs";
import { browser_start, heading, leads_on } from "./browser.mjs";

const SECRET = remember("okta-Secret_of+the/tests==never-shown");
const ALL_EVENTS = ["ss_sso_ticket_generation", "ss_sso_ticket_consumption",
	"ss_sso_connection_creation", "ss_sso_enable_connection"];

describe("Okta", () => {
	let browser, okta;

	before(async () => {
		okta = await openid_provider_start(SECRET);
		browser = await browser_start();
	});
	after(async () => {
		await browser.close();
		await okta.end();
	});

	const typed = () => ({ domain: okta.host, client_id: CLIENT_ID, client_secret: SECRET });

	async function to_found(page, ticket) {
		await settings_reach(page, ticket, "okta");
		await fill(page, typed());
		await settings_check(page);
	}

	async function to_enable(page, ticket) {
		await to_found(page, ticket);
		await connection_make(page);
	}

	for (const [how, mode] of MODES)
		it(`leads from the ticket to the receipt ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				await stands_at(page, "Create the application", await provider_take(page, ticket, "okta"), mode);
				await stands_at(page, "Configure the connection", await press(page, "I have created it"), mode);
				await fill(page, { ...typed(), domain: ` https://${okta.host.toUpperCase()}/ ` });
				await settings_check(page);
				assert.deepEqual((await values_of(page))[0], ["Issuer", okta.issuer]);
				assert.ok(!(await page.content()).includes(SECRET));
				assert.ok(!is_enabled(ticket));
				await finish(page, mode);
				const values = Object.fromEntries(await values_of(page));
				assert.match(values["Identity provider"], /Okta, OpenID Connect/);
				assert.equal(values.Issuer, okta.issuer);
				assert.equal(values["Setup reference"], ticket.id);
				assert.match(values.Enabled, /UTC$/);
				assert.match(await page.locator("main").innerText(), /What happens next/);
			});
			assert.ok(is_enabled(ticket));
			assert.equal(revisions(ticket), 1);
			assert.deepEqual(events_of(ticket), ALL_EVENTS);
		});

	for (const [how, mode] of MODES)
		it(`a missing value is reported at its field ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				await settings_reach(page, ticket, "okta");
				await fill(page, { domain: "www.okta.com", client_secret: SECRET });
				const answer = await press(page, "Check and continue");
				assert.equal(answer.status(), 400);
				assert.ok(!(await page.content()).includes(SECRET));
				assert.equal(await page.locator("#domain").inputValue(), "www.okta.com");
				for (const [id, sentence] of [["domain", /Okta’s own website/], ["client_id", /Enter the client ID/]]) {
					const field = page.locator(`#${id}`);
					assert.equal(await field.getAttribute("aria-invalid"), "true");
					assert.ok((await field.getAttribute("aria-describedby")).split(" ").includes(`${id}-error`));
					assert.match(await page.locator(`#${id}-error`).innerText(), sentence);
					assert.match(await page.locator(`.summary a[href="#${id}"]`).innerText(), sentence);
				}
				await stands_at(page, "Configure the connection", answer, mode);
			});
		});

	it("by keyboard alone", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			const focused = (how) => page.evaluate((name) => {
				const at = document.activeElement;
				return [at.id, at.value, at.innerText?.trim()].includes(name);
			}, how);
			const tab_to = async (name) => {
				for (let n = 0; n < 40 && !await focused(name); n++)
					await page.keyboard.press("Tab");
				assert.ok(await focused(name), `${name} is not reached at ${page.url()}`);
				const outline = await page.evaluate(() =>
					getComputedStyle(document.activeElement.closest(".choice") ?? document.activeElement).outlineStyle);
				assert.notEqual(outline, "none", `${name} has no ring`);
			};
			const go = async (name) => {
				await tab_to(name);
				await leads_on(page, () => page.keyboard.press("Enter"));
			};
			await page.goto(ticket.url);
			await go("Get started");
			await go("Choose your identity provider");
			await page.keyboard.press("Tab");
			for (let n = 0; n < 5 && !await page.evaluate(() => document.activeElement.matches("input[type=radio]")); n++)
				await page.keyboard.press("Tab");
			await page.keyboard.press("Space");
			for (let n = 0; n < 12 && !await page.locator("[value=okta]").isChecked(); n++)
				await page.keyboard.press("ArrowDown");
			await go("Save and continue");
			await go("I have created it");
			for (const [id, value] of Object.entries(typed())) {
				await tab_to(id);
				await page.keyboard.type(value);
			}
			await go("Check and continue");
			await outcome_wait(page);
			for (const name of ["Create connection", "Continue", "Continue", "Skip for now", "Enable without a test"])
				await go(name);
			assert.equal(await heading(page), "The connection is enabled");
		});
		assert.ok(is_enabled(ticket));
	});

	for (const [how, mode] of HOWS) {
		it(`an administrator who leaves at any step comes back to it, ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (first, context) => {
				let page = first;
				const leave_and_return = async (step, name) => {
					await page.close();
					page = await context.newPage();
					await page.goto(ticket.url);
					await leads_on(page, () => link(page, "Continue").click());
					await leads_on(page, () => link(page, name).click());
					assert.equal(path_of(page), `${ticket.hub}/${step}`);
				};
				await provider_take(page, ticket, "okta");
				await leave_and_return("application", "Continue: Create application");
				await press(page, "I have created it");
				await leave_and_return("settings", "Continue: Configure connection");
				await fill(page, typed());
				await settings_check(page);
				await leave_and_return("check", "Confirm your settings");
				await leads_on(page, () => link(page, "Something doesn’t match? Change the settings").click());
				assert.equal(await page.locator("#domain").inputValue(), okta.host);
				assert.equal(await page.locator("#client_id").inputValue(), CLIENT_ID);
				assert.equal(await page.locator("#client_secret").inputValue(), "");
				assert.match(await page.locator(".kept").innerText(), /is saved/);
				await settings_check(page);
				await press(page, "Create connection");
				await leave_and_return("mapping", "Continue: Map attributes");
				await press(page, "Continue");
				await leave_and_return("access", "Continue: Assign access");
				await press(page, "Continue");
				await leave_and_return("test", "Continue: Test connection");
				await press(page, "Skip for now");
				await leave_and_return("enable", "Enable connection");
				await press(page, "Enable without a test");
				await page.goto(ticket.url);
				assert.equal(await link(page, "Continue").count(), 0);
				await leads_on(page, () => link(page, "View receipt").click());
				assert.equal(path_of(page), `${ticket.hub}/receipt`);
			});
			assert.equal(revisions(ticket), 1);
			assert.deepEqual(events_of(ticket), ALL_EVENTS);
		});

		it(`back, forth and reload lose nothing and double nothing, ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				await settings_reach(page, ticket, "okta");
				await page.goBack();
				assert.equal(await heading(page), "Create the application");
				await page.goForward();
				assert.equal(await heading(page), "Configure the connection");
				await fill(page, typed());
				await settings_check(page);
				await page.reload();
				await page.goBack();
				assert.equal(await page.locator("#domain").inputValue(), okta.host);
				await page.goForward();
				assert.equal(await heading(page), "Is this your provider?");
				await press(page, "Create connection");
				await page.reload();
				await press(page, "Continue");
				await press(page, "Continue");
				await page.goBack();
				await page.reload();
				assert.equal(await heading(page), "Assign access");
				await press(page, "Continue");
				await press(page, "Skip for now");
				await press(page, "Enable without a test");
				await page.reload();
				await page.goBack();
				assert.equal(await heading(page), "The connection is enabled", "it is not asked again");
			});
			assert.equal(count(`SELECT count(*) FROM connection WHERE ticket_id = '${ticket.id}'`), 1);
			assert.equal(revisions(ticket), 1);
			assert.deepEqual(events_of(ticket), ALL_EVENTS);
		});

		it(`two clicks on any button do it once, ${how}`, async () => {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				const press_twice = async (name, next) => {
					await button(page, name).dblclick();
					await page.locator("h1", { hasText: next }).waitFor({ timeout: 10000 })
						.catch(async () => assert.fail(`${name}: ${await page.locator("main").innerText()}`));
				};
				await provider_take(page, ticket, "okta");
				await press_twice("I have created it", "Configure the connection");
				await fill(page, typed());
				await press_twice("Check and continue", "Is this your provider?");
				await press_twice("Create connection", "Map the attributes");
				await press_twice("Continue", "Assign access");
				await press_twice("Continue", "Test the connection");
				await press_twice("Skip for now", "Enable the connection");
				await press_twice("Enable without a test", "The connection is enabled");
			});
			assert.equal(revisions(ticket), 1);
			assert.deepEqual(events_of(ticket), ALL_EVENTS);
		});
	}

	it("enabling in two tabs happens once, and both see the receipt", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page, context) => {
			await to_enable(page, ticket);
			const other = await context.newPage();
			await other.goto(page.url());
			await press(page, "Enable without a test");
			await press(other, "Enable without a test");
			assert.equal(await heading(page), "The connection is enabled");
			assert.equal(await heading(other), "The connection is enabled");
		});
		assert.deepEqual(events_of(ticket), ALL_EVENTS);
	});

	it("the later save of two tabs sees the other's, and keeps what was typed", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page, context) => {
			await settings_reach(page, ticket, "okta");
			const other = await context.newPage();
			await other.goto(page.url());
			await fill(page, typed());
			await settings_check(page);
			await fill(other, { ...typed(), client_id: "typed-in-the-second-tab" });
			const answer = await press(other, "Check and continue");
			assert.equal(answer.status(), 409);
			assert.match(await other.getByRole("alert").innerText(), /in the meantime/);
			assert.equal(await other.locator("#client_id").inputValue(), "typed-in-the-second-tab");
			assert.equal(await other.locator("#domain").inputValue(), okta.host);
			assert.ok(!(await other.content()).includes(SECRET));
			assert.match(await other.locator("#client_secret-error").innerText(), /Enter the client secret again/);
			await fill(other, { client_secret: SECRET });
			await settings_check(other);
			await finish(other);
		});
		assert.equal(psql(`SELECT r.settings ->> 'client_id' FROM connection_revision r
			WHERE connection_id = '${connection_of(ticket)}'`), "typed-in-the-second-tab");
	});

	it("two people on one ticket: the conflict page keeps the later one's typing", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, (mine) => visit(browser, { javaScriptEnabled: false }, async (theirs) => {
			await settings_reach(mine, ticket, "okta");
			await theirs.goto(ticket.url);
			await leads_on(theirs, () => theirs.getByRole("button", { name: OPENS }).click());
			await leads_on(theirs, () => link(theirs, "Continue: Configure connection").click());
			await fill(mine, typed());
			await settings_check(mine);
			await connection_make(mine);
			await fill(theirs, { domain: "another.okta.com", client_id: "theirs", client_secret: SECRET });
			assert.equal((await press(theirs, "Check and continue")).status(), 409);
			assert.match(await theirs.getByRole("alert").innerText(), /in the meantime/);
			assert.equal(await theirs.locator("#domain").inputValue(), "another.okta.com");
			assert.equal(await theirs.locator("#client_id").inputValue(), "theirs");
			await press(mine, "Enable without a test");
			await press(theirs, "Check and continue");
			assert.equal(await heading(theirs), "The connection is enabled", "it is done: nothing is undone");
		}));
		assert.equal(revisions(ticket), 1);
	});

	it("without clients in the ticket it ends with “submitted”", async () => {
		const ticket = await ticket_make();
		for (const [, mode] of MODES.slice(2)) {
			const fresh = mode.javaScriptEnabled === false ? await ticket_make() : ticket;
			await visit(browser, mode, async (page) => {
				await to_found(page, fresh);
				await stands_at(page, "Submit to Acme Software", await connection_make(page), mode);
				assert.equal(await page.getByText("Enable connection").count(), 0);
				await stands_at(page, "The connection is submitted", await press(page, "Submit without a test"), mode);
				assert.ok(Object.fromEntries(await values_of(page)).Submitted);
				await leads_on(page, () => link(page, "Back to overview").first().click());
				assert.match(await page.locator("main").innerText(), /You have submitted the connection, and Acme Software can turn it on/);
			});
			assert.equal(psql(`SELECT enabled_clients = '{}' AND enabled_at IS NULL AND submitted_at IS NOT NULL
				FROM connection WHERE ticket_id = '${fresh.id}'`), "t");
			assert.equal(events_of(fresh).at(-1), "connection_submitted");
		}
	});

	it("the page of an ended session names the values that were typed", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "okta");
			await fill(page, typed());
			psql(`UPDATE ticket SET ends_at = now() WHERE ticket_id = '${ticket.id}'`);
			await press(page, "Check and continue");
			assert.deepEqual(await values_of(page), [["Domain", okta.host], ["Client ID", CLIENT_ID]]);
		});
	});

	it("the page of an ended session shows the values that were typed, never the secret, and whom to ask", async () => {
		for (const [, mode] of HOWS) {
			const ticket = await ticket_make(with_clients());
			await visit(browser, mode, async (page) => {
				await settings_reach(page, ticket, "okta");
				await fill(page, typed());
				psql(`UPDATE ticket SET ends_at = now() WHERE ticket_id = '${ticket.id}'`);
				const answer = await press(page, "Check and continue");
				assert.equal(answer.status(), 410);
				await stands_at(page, "This link has expired", answer, mode);
				const shown = await page.locator("main").innerText();
				assert.match(shown, /Your entries/);
				assert.ok(shown.includes(okta.host) && shown.includes(CLIENT_ID));
				assert.match(shown, /Ask your contact at Acme Software/);
				assert.equal(await page.locator(".closing").count(), 0, "it is over, not about to be");
				assert.ok(!(await page.content()).includes(SECRET));
			});
			assert.equal(psql(`SELECT input IS NULL AND sealed_secret IS NULL FROM wizard WHERE ticket_id = '${ticket.id}'`), "t");
		}
	});

	it("a page that stays open announces the end by itself", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "okta");
			await page.clock.install();
			await leads_on(page, () => page.reload());
			await page.locator("#domain").fill("typed.okta.com");
			await page.clock.fastForward("04:20:00");
			assert.equal(await page.locator(".closing").count(), 0);
			await page.clock.fastForward("00:15:00");
			assert.match(await page.locator(".closing").innerText(), /^This setup stays open until .* UTC\. If you need/);
			assert.ok(await page.locator(".closing svg").isVisible());
			await page.clock.fastForward("00:21:00");
			assert.match(await page.locator(".closing").innerText(), /^Only a few minutes are left\. This setup stays open until/);
			assert.equal(await page.locator("#domain").inputValue(), "typed.okta.com");
		});
	});

	it("the end is announced 30 and 5 minutes before", async () => {
		const ticket = await ticket_make(with_clients());
		await visit(browser, {}, async (page) => {
			await settings_reach(page, ticket, "okta");
			const closing = page.locator(".closing");
			for (const [minutes, shown] of [[31, null], [29, /closes on/], [4, /Only a few minutes are left/]]) {
				psql(`UPDATE ticket SET ends_at = now() + interval '${minutes} minutes' WHERE ticket_id = '${ticket.id}'`);
				const answer = await leads_on(page, () => page.reload());
				assert.equal(await closing.count(), shown ? 1 : 0, `${minutes} minutes`);
				if (!shown)
					continue;
				assert.match(await closing.innerText(), shown);
				assert.equal(/few minutes/.test(await closing.innerText()), minutes <= 5);
				await stands_at(page, "Configure the connection", answer, {});
			}
		});
	});
});
