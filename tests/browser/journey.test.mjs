// SPDX-License-Identifier: Apache-2.0
// The main job: from a program's ticket to a saved choice, with JavaScript and without.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { origin } from "../web/ask.mjs";
import { profile_make, profiles_remove, ticket_make } from "../web/api.mjs";
import { logo_server_start, png, sends } from "../web/logo_server.mjs";
import { count, psql, sessions, uses } from "../web/psql.mjs";
import { until } from "../web/until.mjs";
import { OPENS } from "./assistant.mjs";
import { browser_start, cookies_remember, heading, is_quiet, leads_on, visitor, watch } from "./browser.mjs";
import { INTRODUCTION } from "./pages.mjs";

const COLOR = "rgb(138, 43, 226)";
const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("link", { name, exact: true });

describe("an administrator with a ticket", () => {
	let browser, site, profile;

	before(async () => {
		site = await logo_server_start({ "/logo.png": sends("image/png", png(240, 80, [138, 43, 226])) });
		browser = await browser_start();
		profile = await profile_make({ allowed_strategies: ["waad", "okta", "google-apps"],
			branding: { logo_url: site.url("/logo.png"), colors: { primary: "#8a2be2" } },
		}, { introduction: INTRODUCTION });
		await until("the logo is fetched", () =>
			count(`SELECT count(*) FROM profile_logo WHERE profile_id = '${profile}' AND image_hash IS NOT NULL`));
	});
	after(async () => {
		await browser.close();
		await profiles_remove();
		await site.end();
	});

	// work(page, context, seen) in a browser of its own, which must stay quiet
	async function visit(options, work) {
		const context = await visitor(browser, options);
		const page = await context.newPage();
		const seen = watch(page);
		await work(page, context, seen);
		await cookies_remember(context);
		is_quiet(seen);
		await context.close();
	}

	async function intro_is_branded(page, ticket) {
		const answer = await page.goto(ticket.url);
		assert.equal(answer.status(), 200);
		assert.equal(await heading(page), "Connect your identity provider to Acme Software");
		assert.equal(await link(page, "guide").getAttribute("href"), "https://docs.example.com/sso");
		assert.equal(await link(page, "it@example.com").getAttribute("href"), "mailto:it@example.com");
		assert.equal(await page.locator(".prose li").count(), 2);
		assert.equal(await page.locator(".prose b").innerText(), "Example");
		const logo = page.getByRole("img", { name: "Acme Software" });
		assert.equal(await logo.evaluate((img) => img.complete && img.naturalWidth), 240);
		const box = await logo.boundingBox();
		assert.ok(box.x > page.viewportSize().width / 2 && box.y < 120, "top right");
		const ground = await button(page, "Get started").evaluate((b) => getComputedStyle(b).backgroundColor);
		assert.equal(ground, COLOR);
		for (const words of [/Administrator rights/, /20–30 minutes/, /Nothing changes in the meantime/,
			/You can open this link 10 more times\./, /Start by .* UTC \(in 5 days/])
			assert.match(await page.locator("main").innerText(), words);
		assert.equal(uses(ticket), 0);
	}

	async function get_started(page, ticket) {
		await leads_on(page, () => page.getByRole("button", { name: OPENS }).click());
		assert.equal(new URL(page.url()).pathname, ticket.hub);
		assert.equal(new URL(page.url()).search, "");
		assert.equal(await page.evaluate(() => document.referrer), `${origin}/`, "no path, no ticket");
		assert.ok(!(await page.content()).includes(ticket.secret.slice(12)));
		assert.equal(await heading(page), "Configure your connection");
	}

	async function choose(page, name) {
		await leads_on(page, () => link(page, "Choose your identity provider").click());
		assert.deepEqual(await page.getByRole("radio").evaluateAll((all) => all.map((r) => r.value)),
			["waad", "okta", "google-apps"], "the profile's, in its order");
		assert.deepEqual(await page.locator(".choice use").evaluateAll((all) => all.map((e) => e.getBBox().width > 0)),
			[true, true, true], "each mark is drawn");
		await page.getByRole("radio", { name }).check();
		await leads_on(page, () => button(page, "Save and continue").click());
		assert.equal(await heading(page), "Create the application");
		assert.match(await page.locator(".rail-who").innerText(), name);
		await leads_on(page, () => link(page, "Back to overview").click());
		assert.equal(await heading(page), "Configure your connection");
	}

	for (const [how, javaScriptEnabled] of [["with JavaScript", true], ["without JavaScript", false]]) {
		it(`reads, starts, chooses, leaves, comes back and goes on, ${how}`, async () => {
			const ticket = await ticket_make({ enabled_clients: [process.env.POSTERN_CLIENT_ID] }, profile);
			await visit({ javaScriptEnabled }, async (page, context) => {
				await intro_is_branded(page, ticket);
				await get_started(page, ticket);
				assert.equal(uses(ticket), 1);
				await choose(page, /Microsoft Entra ID/);
				assert.match(await page.locator(".chosen").innerText(), /Microsoft Entra ID\s+OIDC/);
				assert.equal(await page.locator("main .button:not(.quiet)").count(), 1, "one thing to do next");
				assert.equal(await page.getByText("Enable connection").count(), 0);
				await page.close();

				const later = await context.newPage();
				await later.goto(ticket.url);
				assert.match(await later.locator("main").innerText(), /You can open this link 9 more times\./);
				assert.match(await later.locator("main").innerText(), /In progress\s+Next: Create application/);
				assert.equal(await later.getByRole("button", { name: /Get started|Continue/ }).count(), 0);
				await leads_on(later, () => link(later, "Continue").click());
				assert.match(await later.locator(".chosen").innerText(), /Microsoft Entra ID/);
				await leads_on(later, () => link(later, "Change identity provider").click());
				assert.ok(await later.getByRole("radio", { name: /Entra/ }).isChecked());
				assert.equal(uses(ticket), 1);
				assert.equal(sessions(ticket), 1);
				assert.equal(psql(`SELECT strategy FROM wizard WHERE ticket_id = '${ticket.id}'`), "waad");
			});
		});

		it(`reloads and goes back and forth without spending a use, ${how}`, async () => {
			const ticket = await ticket_make({}, profile);
			await visit({ javaScriptEnabled }, async (page) => {
				await page.goto(ticket.url);
				await page.reload();
				await get_started(page, ticket);
				await page.reload();
				assert.equal(await heading(page), "Configure your connection");
				await page.goBack();
				assert.match(await heading(page), /Connect your identity provider/);
				await page.goForward();
				assert.equal(await heading(page), "Configure your connection");
				await choose(page, /Google Workspace/);
				await page.goBack();
				await page.goForward();
				assert.match(await page.locator(".chosen").innerText(), /Google Workspace/);
				await page.reload();
				assert.equal(uses(ticket), 1);
				assert.equal(sessions(ticket), 1);
			});
		});

		it(`clicks twice on Get started and spends one use, ${how}`, async () => {
			const ticket = await ticket_make({}, profile);
			await visit({ javaScriptEnabled }, async (page) => {
				await page.goto(ticket.url);
				// the second click may end the first one's navigation, which leads_on would take for a failure
				await button(page, "Get started").dblclick();
				await page.getByRole("heading", { level: 1, name: "Configure your connection", exact: true }).waitFor();
				assert.equal(uses(ticket), 1);
				assert.equal(sessions(ticket), 1);
			});
		});
	}

	it("goes on with the same session after going back", async () => {
		const ticket = await ticket_make({}, profile);
		await visit({}, async (page) => {
			await page.goto(ticket.url);
			await get_started(page, ticket);
			await page.goBack();
			assert.equal(await page.getByRole("button", { name: OPENS }).count(), 0);
			await leads_on(page, () => link(page, "Continue").click());
			assert.equal(await heading(page), "Configure your connection");
			assert.equal(uses(ticket), 1);
		});
	});

	it("has two tickets in one browser, which do not disturb each other", async () => {
		const one = await ticket_make({}, profile), two = await ticket_make({}, profile);
		await visit({}, async (page, context) => {
			const other = await context.newPage();
			await page.goto(one.url);
			await other.goto(two.url);
			await get_started(page, one);
			await get_started(other, two);
			await choose(page, /Entra/);
			await choose(other, /Google Workspace/);
			for (const [ticket, name] of [[one, /Entra/], [two, /Google Workspace/]]) {
				await page.goto(ticket.url);
				await leads_on(page, () => link(page, "Continue").click());
				assert.match(await page.locator(".chosen").innerText(), name);
				assert.equal(uses(ticket), 1);
			}
		});
	});

	it("is told when a colleague was faster, and decides", async () => {
		const ticket = await ticket_make({}, profile);
		await visit({}, (mine) => visit({}, async (theirs) => {
			for (const page of [mine, theirs]) {
				await page.goto(ticket.url);
				await get_started(page, ticket);
				await leads_on(page, () => link(page, "Choose your identity provider").click());
			}
			await theirs.getByRole("radio", { name: /Entra/ }).check();
			await leads_on(theirs, () => button(theirs, "Save and continue").click());
			await mine.getByRole("radio", { name: /Google/ }).check();
			const answer = await leads_on(mine, () => button(mine, "Save and continue").click());
			assert.equal(answer.status(), 409);
			assert.match(await mine.getByRole("alert").innerText(), /Entra.* was chosen in the meantime/);
			assert.ok(await mine.getByRole("radio", { name: /Google/ }).isChecked());
			assert.equal(psql(`SELECT strategy FROM wizard WHERE ticket_id = '${ticket.id}'`), "waad");
			await leads_on(mine, () => button(mine, "Save and continue").click());
			assert.match(await mine.locator(".rail-who").innerText(), /Google Workspace/);
			assert.equal(psql(`SELECT strategy FROM wizard WHERE ticket_id = '${ticket.id}'`), "google-apps");
			await leads_on(theirs, () => theirs.reload());
			assert.match(await theirs.locator(".rail-who").innerText(), /Google Workspace/);
		}));
	});

	it("goes on when a colleague chose the same", async () => {
		const ticket = await ticket_make({}, profile);
		await visit({}, (mine) => visit({}, async (theirs) => {
			for (const page of [mine, theirs]) {
				await page.goto(ticket.url);
				await get_started(page, ticket);
				await leads_on(page, () => link(page, "Choose your identity provider").click());
				await page.getByRole("radio", { name: /Entra/ }).check();
			}
			for (const page of [mine, theirs]) {
				await leads_on(page, () => button(page, "Save and continue").click());
				assert.match(await page.locator(".rail-who").innerText(), /Entra/);
			}
		}));
	});

	it("has a session that no script can read", async () => {
		const ticket = await ticket_make({}, profile);
		await visit({}, async (page, context) => {
			await page.goto(ticket.url);
			await get_started(page, ticket);
			assert.equal(await page.evaluate(() => document.cookie), "");
			const [cookie] = await context.cookies();
			assert.equal(cookie.name, `__Host-postern-${ticket.id}`);
			assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === "Lax" && cookie.path === "/");
		});
	});
});
