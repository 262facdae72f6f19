// SPDX-License-Identifier: Apache-2.0
// Email domains as an administrator sees them, with real name servers.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { api, profiles_remove, ticket_make } from "../web/api.mjs";
import { challenge_of, dns_world_start, domains_release, HOST, jobs_instead, look_now, look_planned } from "../web/dns_world.mjs";
import { as_seen, metadata_bytes } from "../web/documents.mjs";
import { count } from "../web/psql.mjs";
import { connection_made } from "../web/setup.mjs";
import { until } from "../web/until.mjs";
import { again, button, connection_make, connection_of, fill, HOWS, is_enabled, link, MODES, press, settings_check, settings_reach,
	stands_at, visit, with_clients } from "./assistant.mjs";
import { browser_start, cookie_give, leads_on } from "./browser.mjs";
import { tab_to } from "./keyboard.mjs";
import { is_sound } from "./sound.mjs";

const VERIFIED = { domain_aliases_config: { domain_verification: "required" } };
const REQUIRED = () => with_clients(VERIFIED);
const REFUSED = [["gmail.com", /gmail\.com/], ["acme.onmicrosoft.com", /belongs to Microsoft/], ["co.uk", /co\.uk/], ["nonsense", /This domain is incomplete/], ["a@b.example, c@d.example", /Add one domain at a time/]];
const badge = (page, words) => page.locator("h1 .badge", { hasText: words });
const report = (page) => page.locator(".report > p").first();
const sentences = (page) => page.locator(".report > p:not(.hint)").allInnerTexts().then((all) => all.join(" "));
const list = (at) => `${new URL(at.ticket.url).origin}${at.ticket.hub}/domains`;
const follow = (page, name) => leads_on(page, () => link(page, name).click());
const events = (ticket, kind) => count(`SELECT count(*) FROM event WHERE ticket_id = '${ticket.id}' AND kind = '${kind}'`);

async function asked(page, mode) {
	const answer = await press(page, "Verify now");
	await is_sound(page, "a domain that is looked up", answer, mode);
	assert.match(await page.locator("main").innerText(), /Looking up the DNS record/);
}

// The values to copy, by their labels.
const copied = (page, name) => page.getByRole("textbox", { name, exact: true }).inputValue();

// The domain is looked up at once; the page goes on by itself.
async function claim(page, name, mode) {
	if (await page.locator("#domain").count() === 0)
		await follow(page, "Add another domain");
	await fill(page, { domain: name });
	await press(page, "Add domain");
	await report(page).waitFor();
	await is_sound(page, `the page of ${name}`, await again(page), mode);
}

async function opened_is_sound(page, what, mode) {
	const answer = await again(page), closed = page.locator("main details:not([open]) > summary");
	while (await closed.count() > 0)
		await closed.first().click();
	await is_sound(page, what, answer, mode);
}

describe("email domains in a browser", () => {
	let world, jobs, browser;

	before(async () => {
		world = await dns_world_start();
		jobs = jobs_instead(world.settings);
		browser = await browser_start();
	});
	// A case that failed may have left its domains, or jobs that are dead or work with other settings.
	afterEach(async () => {
		await jobs.replace(world.settings);
		domains_release();
	});
	after(async () => {
		await browser.close();
		await profiles_remove();
		await jobs.end();
		await world.end();
	});

	async function domains_reach(page, ticket) {
		await settings_reach(page, ticket, "samlp");
		await page.locator("label:has(#source-xml)").click();
		await fill(page, { metadata_xml: as_seen(metadata_bytes("shibboleth")) });
		await settings_check(page);
		return connection_make(page);
	}

	async function refused(page, mode) {
		for (const [typed, says] of REFUSED) {
			await fill(page, { domain: typed });
			const answer = await press(page, "Add domain");
			assert.match(await page.getByRole("alert").innerText(), says);
			assert.equal(await page.locator("#domain").inputValue(), typed);
			await is_sound(page, `${typed} refused`, answer, mode);
		}
	}

	// The jobs are stopped while the waiting page is checked.
	async function not_found_yet(page, mode) {
		await jobs.kill();
		await asked(page, mode);
		jobs.start();
		await report(page).waitFor();
		assert.match(await report(page).innerText(), /^The name _ss-verification\.acme\.example does not exist in the DNS\./);
		await is_sound(page, "a domain that is not verified yet", await again(page), mode);
	}

	for (const [how, mode] of MODES)
		it(`go from a ticket to an enabled connection, ${how}`, () => visit(browser, mode, async (page) => {
			const ticket = await ticket_make(REQUIRED());
			await world.zone("acme", "www A 192.0.2.1");
			await stands_at(page, "Email domains", await domains_reach(page, ticket), mode);
			await refused(page, mode);
			await claim(page, "acme.example", mode);
			const value = challenge_of(ticket, "acme.example");
			assert.equal(await copied(page, "TXT record name"), HOST);
			assert.equal(await copied(page, "TXT record value"), value);
			await not_found_yet(page, mode);
			await world.zone("acme", `${HOST} TXT ${value}`);
			await press(page, "Verify now");
			await badge(page, "Verified").waitFor();
			await is_sound(page, "a verified domain", await again(page), mode);
			await is_sound(page, "all domains", await follow(page, "All email domains"), mode);
			await page.goto(`${new URL(ticket.url).origin}${ticket.hub}`);
			assert.match(await page.locator("main").innerText(), /1 of 1 domain is verified\./);
			await page.goto(list({ ticket }));
			await stands_at(page, "Enable the connection", await follow(page, "Continue: Enable"), mode);
			await press(page, "Enable without a test");
			assert.ok(is_enabled(ticket));
			assert.equal(events(ticket, "ss_sso_domain_verification_successful"), 1);
			assert.deepEqual((await api("GET", `/api/v2/connections/${connection_of(ticket)}`)).json().options.domain_aliases,
				["acme.example"]);
		}));

	// The last step of a ticket with clients, and of one without.
	const LASTS = [
		{ what: "enable", rest: REQUIRED, heading: "Enable the connection", step: "Continue: Enable", button: "Enable when verified",
			says: /Turns on automatically as soon as a domain is verified/, back: "Don’t enable automatically",
			done: "Your connection was enabled on", overview: "Your connection was enabled on", event: "ss_sso_enable_connection" },
		{ what: "submit", rest: () => VERIFIED, heading: "Submit to Acme Software", step: "Continue: Submit", button: "Submit when verified",
			says: /Submitted automatically as soon as a domain is verified/, back: "Don’t submit automatically",
			done: "Your connection was submitted to Acme Software on", overview: "You have submitted the connection",
			event: "connection_submitted" },
	];

	// Left to the DNS, taken back, and left to it again.
	async function left_to_the_dns(page, mode, last) {
		for (const ends of [true, false]) {
			await stands_at(page, last.heading, await follow(page, ends ? last.step : last.button), mode);
			await press(page, `${last.button}, without a test`);
			assert.match(await page.locator("main").innerText(), last.says);
			await is_sound(page, "the overview that waits", await again(page), mode);
			if (ends)
				await press(page, last.back);
		}
	}

	// Nobody asks: the background looks, and each page that is open goes on.
	for (const [how, mode, last] of HOWS.flatMap(([how, mode]) => LASTS.map((last) => [how, mode, last])))
		it(`${last.what} the connection by themselves once they are verified, ${how}`, async () => {
			const ticket = await ticket_make(last.rest());
			await world.zone("acme", "www A 192.0.2.1");
			await visit(browser, mode, async (page, context) => {
				await domains_reach(page, ticket);
				await claim(page, "acme.example", mode);
				await look_planned("acme.example");
				await left_to_the_dns(page, mode, last);
				const tabs = [page, await context.newPage(), await context.newPage()];
				const paths = ["", "/domains", "/domains/acme.example"];
				for (const [n, tab] of tabs.entries()) {
					await tab.goto(`${new URL(ticket.url).origin}${ticket.hub}${paths[n]}`);
					assert.equal(await tab.getByText(n ? last.done : last.overview).count(), 0);
				}
				assert.equal(events(ticket, last.event), 0);
				await world.zone("acme", `${HOST} TXT ${challenge_of(ticket, "acme.example")}`);
				look_now("acme.example");
				await until("the connection has gone on", () => events(ticket, last.event) === 1);
				assert.equal(is_enabled(ticket), last.what === "enable");
				for (const [n, tab] of tabs.entries()) {
					await tab.getByText(n ? last.done : last.overview).first().waitFor({ timeout: 60000 });
					assert.ok(await link(tab, "View receipt").isVisible());
				}
				await is_sound(page, "the overview of a connection that was left to the DNS", await again(page), mode);
			});
			await look_planned("acme.example");
			look_now("acme.example");
			await look_planned("acme.example");
			assert.equal(events(ticket, last.event), 1);
			assert.equal(events(ticket, "ss_sso_domain_verification_successful"), 1);
		});

	for (const [how, mode] of HOWS)
		it(`that were started early are found while their page is open, ${how}`, async () => {
			const ticket = await ticket_make(REQUIRED());
			await world.zone("acme", "www A 192.0.2.1");
			await visit(browser, mode, async (page) => {
				await settings_reach(page, ticket, "samlp");
				await page.locator("label:has(#source-xml)").click();
				await fill(page, { metadata_xml: as_seen(metadata_bytes("shibboleth")) });
				await settings_check(page);
				await press(page, "Create connection");
				await stands_at(page, "Email domains", await follow(page, "Add your email domain"), mode);
				await claim(page, "acme.example", mode);
				await look_planned("acme.example");
				await stands_at(page, "Map the attributes", await follow(page, "Continue: Map attributes"), mode);
				assert.equal(await page.locator(".rail .badge", { hasText: "Waiting" }).count(), 1);
				await page.goto(`${list({ ticket })}/acme.example`);
				await world.zone("acme", `${HOST} TXT ${challenge_of(ticket, "acme.example")}`);
				look_now("acme.example");
				await badge(page, "Verified").waitFor({ timeout: 60000 });
				await follow(page, "Continue: Map attributes");
				await press(page, "Continue");
				await stands_at(page, "Test the connection", await press(page, "Continue"), mode);
				await stands_at(page, "Enable the connection", await press(page, "Skip for now"), mode);
			});
		});

	// By name: the zone's records ($ is the value, $$ that of quoted.example) and what the
	// page says of them.
	const DIAGNOSES = [
		["quoted", [`${HOST} TXT "\\"$\\""`], /exists, but its value is \["[-0-9a-f]{36}"\]\. Change it to exactly .*no quotes/],
		["spaced", [`${HOST} TXT " $ "`], /exists, but its value is \[ [-0-9a-f]{36} \]\. Change it to exactly .*no spaces/],
		["other", [`${HOST} TXT $$`], /has the value for quoted\.example\. Each domain has its own/],
		["wrong", [`${HOST} TXT "v=spf1 -all"`], /has the value \[v=spf1 -all\], which is not the one/],
		["bytes", [`${HOST} TXT "<b>\\000</b>"`], /has the value \[<b>/],
		["doubled", [`${HOST}.doubled.example TXT $`], /your DNS console added the domain to the name a second time/],
		["apex", ["@ TXT $"], /The value is at apex\.example itself, but it must be at/],
		["cname", [`${HOST} CNAME www`, "www A 192.0.2.1"], /is an alias \(a CNAME record\) of www\.cname\.example/],
		["retyped", [`${HOST} CNAME $`], /has the type CNAME\. Change its type to TXT/],
		["wild", undefined, /There is no record at _ss-verification\.wild\.example\. A wildcard record \(\*\) answers instead/],
		["starry", undefined, /Leave the wildcard record as it is, and add the TXT record as well/],
		["huge", undefined, /has the value \[h+\.\.\.\], which is not the one/],
		["below", undefined, /^_ss-verification\.below\.example is delegated: it is a zone of its own/],
		["eu.corp", undefined, /^eu\.corp\.example is delegated: it is a separate zone from corp\.example, served by/],
		["moved", [`${HOST} TXT $`], /^The registry delegates moved\.example to ns1\.other-host\.example, but the zone itself lists .* is only at ns1\.host\.example/],
		["nodata", [`${HOST} A 192.0.2.1`], /exists, but has no TXT record/],
		["broken", [`${HOST} TXT $`], /fail the signature check \(DNSSEC\)/],
		["lame", undefined, /return an error or do not answer/],
		["mute", undefined, /did not answer in time/],
		["private", undefined, /return an error or do not answer|did not answer in time/],
		["nowhere", undefined, /The domain nowhere\.example does not exist in the DNS/],
		["cloudy", undefined, /is hosted at Cloudflare \(ada\.ns\.cloudflare\.com\)/],
	];

	for (const [how, mode] of [MODES[2]])
		it(`that are not verified say why, ${how}`, async () => {
			const at = await connection_made(REQUIRED());
			await visit(browser, mode, async (page, context) => {
				await cookie_give(context, at.cookie);
				for (const [label, records, says] of DIAGNOSES) {
					const name = `${label}.example`;
					await page.goto(list(at));
					await claim(page, name, mode);
					if (records) {
						await world.zone(label, ...records.map((r) => r
							.replace("$$", () => challenge_of(at.ticket, "quoted.example"))
							.replace("$", () => challenge_of(at.ticket, name))));
						await press(page, "Verify now");
						await report(page).waitFor();
					}
					assert.match(await sentences(page), says, name);
					await opened_is_sound(page, `the report on ${name}`, mode);
					assert.ok(await button(page, "Verify now").isVisible());
				}
				await page.goto(list(at));
				await claim(page, `${"long".repeat(15)}.${"er".repeat(30)}.example`, mode);
				await opened_is_sound(page, "a domain with a long name", mode);
				await is_sound(page, "many domains", await follow(page, "All email domains"), mode);
			});
		});


	// The resolver has an old answer, because it was asked before the record was there.
	async function remembered(page, at, mode) {
		await page.goto(list(at));
		await claim(page, "stale.example", mode);
		await world.zone("stale", `${HOST} TXT old-value`);
		await press(page, "Verify now");
		await report(page).waitFor();
		assert.match(await sentences(page), /has the value \[old-value\], which is not the one/);
		await world.zone("stale", `${HOST} TXT ${challenge_of(at.ticket, "stale.example")}`);
	}

	for (const [how, mode] of HOWS)
		it(`tell for how long others remember an old answer, ${how}`, async () => {
			const at = await connection_made(REQUIRED());
			await visit(browser, mode, async (page, context) => {
				await cookie_give(context, at.cookie);
				await remembered(page, at, mode);
				await jobs.replace(world.settings_from_outside);
				await press(page, "Verify now");
				await page.locator(".report", { hasText: "keeps its old answer" }).waitFor();
				assert.match(await sentences(page),
					/^The name servers of stale\.example are not answering right now\. Our resolver keeps its old answer, without the value, for \d+ more seconds?/);
				await is_sound(page, "what is remembered", await again(page), mode);
				await jobs.replace(world.settings);
				await press(page, "Verify now");
				await badge(page, "Verified").waitFor();
				assert.match(await sentences(page),
					/^We found the record: .* Others may still see the old answer for \d+ more seconds?\. This does no harm\.$/);
				await is_sound(page, "a verified domain that others do not see yet", await again(page), mode);
			});
		});

	for (const [how, mode] of HOWS)
		it(`are added, verified and removed by keyboard alone, ${how}`, async () => {
			const at = await connection_made(with_clients({ domain_aliases_config: { domain_verification: "optional" } }));
			const enter = (page) => leads_on(page, () => page.keyboard.press("Enter"));
			await world.zone("acme", `${HOST} TXT wrong`);
			await visit(browser, mode, async (page, context) => {
				await cookie_give(context, at.cookie);
				await page.goto(list(at));
				await tab_to(page, "domain");
				await page.keyboard.type("gmail.com");
				await enter(page);
				const after_error = await tab_to(page, "domain");
				assert.ok(mode.javaScriptEnabled === false || !after_error.length, "the field comes after what is wrong with it");
				await page.keyboard.press("Control+a");
				await page.keyboard.type("acme.example");
				await enter(page);
				await report(page).waitFor();
				const passed = await tab_to(page, "Verify now");
				const own = passed.slice(passed.indexOf("All email domains"));
				assert.deepEqual(own.filter((name) => name !== "Copy"), ["All email domains", "DNS answers in detail",
					"record_name", "record_value", "Steps", "Someone else manages your DNS?"]);
				await tab_to(page, "Someone else manages your DNS?", "Shift+Tab");
				await page.keyboard.press("Enter");
				await tab_to(page, "letter");
				await tab_to(page, "Verify now");
				await enter(page);
				await report(page).waitFor();
				await tab_to(page, "DNS answers in detail");
				await page.keyboard.press("Space");
				assert.ok(await page.getByRole("cell", { name: "resolver" }).isVisible());
				await world.zone("acme", `${HOST} TXT ${challenge_of(at.ticket, "acme.example")}`);
				await tab_to(page, "Verify now");
				await enter(page);
				await badge(page, "Verified").waitFor();
				await tab_to(page, "Remove this domain");
				await page.keyboard.press("Enter");
				await tab_to(page, "Remove acme.example");
				await enter(page);
				assert.match(await page.locator("main").innerText(), /No domains yet/);
			});
		});
});
