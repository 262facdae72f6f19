// SPDX-License-Identifier: Apache-2.0
// Every page in the pseudo-languages, in which words are longer or run from right to left;
// and the choice of a language in the foot.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { profiles_remove, ticket_make } from "../web/api.mjs";
import { challenge_of, dns_world_start, HOST, jobs_instead } from "../web/dns_world.mjs";
import { as_seen, metadata_bytes } from "../web/documents.mjs";
import { connection_made } from "../web/setup.mjs";
import { psql } from "../web/psql.mjs";
import { again, button, fill, HOWS, press, settings_check, settings_reach, visit, with_clients } from "./assistant.mjs";
import { browser_start, cookie_give, cookies_remember, heading, leads_on, PHONE, visitor } from "./browser.mjs";
import { tab_to } from "./keyboard.mjs";
import { overflow_of, weight_of } from "./measures.mjs";
import { page_open, world_make } from "./pages.mjs";

const MOST_BYTES = 49152;
const LANGUAGES = { "en-XA": { dir: "ltr", words: /^[^a-z]*[À-ʯḀ-ỿ][^a-z]*$/i }, "ar-XB": { dir: "rtl", words: /^[^a-z]*[\u0620-\u06ff][^a-z]*$/i } };
const walked = { pages: 0, bytes: 0 };

// Elements that hide a part of their words; those for screen readers alone are meant to.
function cut_in(page) {
	return page.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => {
		const style = getComputedStyle(e), hides = (overflow) => ["hidden", "clip"].includes(overflow);
		return e.checkVisibility() && e.clientWidth > 1 && !e.closest(".away, .skip, svg") && e.innerText?.trim()
			&& ((hides(style.overflowX) && e.scrollWidth > e.clientWidth) || (hides(style.overflowY) && e.scrollHeight > e.clientHeight)
				|| (style.textOverflow === "ellipsis" && e.scrollWidth > e.clientWidth));
	}).map((e) => e.outerHTML.slice(0, 200)));
}

// What scripts say: the buttons that copy, and what they answer.
async function scripts_speak(page, words, what) {
	for (const copy of await page.locator(".copy button:visible").all())
		assert.match(await copy.innerText(), words, what);
	const first = page.locator(".copy button:visible").first();
	if (await first.count() === 0)
		return;
	const before = await first.innerText();
	await first.click();
	await page.waitForFunction((text) => document.querySelector("body > p.away").textContent.trim() !== "" && text, before);
	assert.notEqual(await first.innerText(), before);
	assert.match(await page.locator("body > p.away").innerText(), words, what);
}

async function is_whole_in(language, page, answer, what) {
	const { dir, words } = LANGUAGES[language], where = `${what} in ${language}`;
	const html = page.locator("html");
	assert.deepEqual([await html.getAttribute("lang"), await html.getAttribute("dir")], [language, dir], where);
	await page.evaluate(() => document.querySelectorAll("details").forEach((details) => {
		details.open = true;
	}));
	assert.equal(await overflow_of(page), 0, `${where} is too wide`);
	assert.deepEqual(await cut_in(page), [], where);
	const bytes = await weight_of(page, answer, page.context());
	assert.ok(bytes <= MOST_BYTES, `${where}: ${bytes} bytes`);
	walked.pages++;
	walked.bytes = Math.max(walked.bytes, bytes);
	if (await page.evaluate(() => document.scripts.length))
		await scripts_speak(page, words, where);
}

// As if the foot offered it.
const language_choose = (page, language) =>
	cookie_give(page.context(), `__Host-postern-language=${language}`, new URL(page.url()).origin);

// Shows the page in each language, and at last in English; a form that was refused is sent again.
async function in_each(page, what) {
	for (const language of Object.keys(LANGUAGES)) {
		await language_choose(page, language);
		await is_whole_in(language, page, await again(page), what);
	}
	await language_choose(page, "en");
	await again(page);
}

const narrow = { viewport: PHONE };
// nginx refuses a request line that it cannot read before it knows any language.
const ALWAYS_ENGLISH = ["nginx 400"];

describe("in the pseudo-languages", () => {
	let browser;

	before(async () => {
		browser = await browser_start();
	});
	after(async () => {
		await browser.close();
		await profiles_remove();
		console.log(`pseudo-languages: ${walked.pages} pages in the browser, of ${walked.bytes} bytes at most`);
	});

	describe("every page", () => {
		let world;

		before(async () => {
			world = await world_make();
		});
		after(() => world.end());

		it("fits a phone and is whole", async () => {
			for (const entry of world.pages.filter(({ name }) => !ALWAYS_ENGLISH.includes(name))) {
				const context = await visitor(browser, narrow);
				const { page } = await page_open(context, entry);
				await in_each(page, entry.name);
				await cookies_remember(context);
				await context.close();
			}
		});
	});

	const PROVIDERS = [
		["okta", { domain: "localhost:1", client_id: "0oa", client_secret: "s3cret" }],
		["oidc", { discovery_url: "https://localhost:1", client_id: "c", client_secret: "s3cret" }],
		["samlp", { metadata_url: "https://localhost:1/metadata" }],
	];

	for (const [strategy, typed] of PROVIDERS)
		it(`the steps of ${strategy} up to a check that fails fit a phone and are whole`, () =>
			visit(browser, narrow, async (page) => {
				const ticket = await ticket_make(with_clients());
				await settings_reach(page, ticket, strategy);
				const at = (name) => page.goto(`${new URL(ticket.url).origin}${ticket.hub}/${name}`);
				await at("application");
				await in_each(page, `${strategy}, application`);
				await at("settings");
				await in_each(page, `${strategy}, settings`);
				await fill(page, Object.fromEntries(Object.keys(typed).map((name) => [name, "a b"])));
				await page.locator("form").first().evaluate((form) => {
					form.noValidate = true;
				});
				await press(page, "Check and continue");
				await in_each(page, `${strategy}, settings that are wrong`);
				await fill(page, typed);
				await settings_check(page, "We couldn’t verify these settings");
				await in_each(page, `${strategy}, a check that failed`);
			}));

	it("the steps from a check to the receipt fit a phone and are whole", () =>
		visit(browser, narrow, async (page) => {
			await settings_reach(page, await ticket_make(with_clients()), "samlp");
			await page.locator("label:has(#source-xml)").click();
			await fill(page, { metadata_xml: as_seen(metadata_bytes("shibboleth")) });
			await settings_check(page);
			await in_each(page, "what was found");
			await press(page, "Create connection");
			await in_each(page, "mapping");
			await press(page, "Continue");
			await in_each(page, "access");
			await press(page, "Continue");
			await in_each(page, "test");
			await press(page, "Skip for now");
			await in_each(page, "enable");
			await press(page, "Enable without a test");
			await in_each(page, "receipt");
		}));

	describe("diagnoses of domains", () => {
		let world, jobs;

		before(async () => {
			world = await dns_world_start();
			jobs = jobs_instead(world.settings);
		});
		after(async () => {
			await jobs.end();
			await world.end();
		});

		it("fit a phone and are whole", async () => {
			const at = await connection_made(with_clients({ domain_aliases_config: { domain_verification: "required" } }));
			const report = (page) => page.locator(".report > p").first();
			await visit(browser, narrow, async (page, context) => {
				await cookie_give(context, at.cookie);
				for (const [label, record] of [["acme"], ["wrong", "v=spf1"], ["starry"], ["moved", "$"], ["cloudy"], ["mute"], ["nowhere"]]) {
					await page.goto(`${new URL(at.ticket.url).origin}${at.ticket.hub}/domains?add`);
					await fill(page, { domain: `${label}.example` });
					await press(page, "Add domain");
					await report(page).waitFor();
					if (record) {
						await world.zone(label, `${HOST} TXT ${record.replace("$", () => challenge_of(at.ticket, `${label}.example`))}`);
						await press(page, "Verify now");
						await report(page).waitFor();
					}
					await in_each(page, `the report on ${label}.example`);
				}
			});
		});
	});

	it("the banner that a script adds is in the page's language", async () => {
		const at = await connection_made(with_clients());
		for (const [language, { words }] of Object.entries(LANGUAGES))
			await visit(browser, narrow, async (page, context) => {
				await cookie_give(context, at.cookie);
				await page.goto(`${new URL(at.ticket.url).origin}${at.ticket.hub}`);
				await language_choose(page, language);
				psql(`UPDATE ticket SET ends_at = now() + interval '30 minutes 4 seconds' WHERE ticket_id = '${at.ticket.id}'`);
				await again(page);
				const banner = page.locator("aside.closing[role=status]");
				await banner.waitFor();
				const said = await banner.evaluate((e) => {
					e.querySelector("time").remove();
					return e.innerText.trim();
				});
				assert.match(said, words, language);
				assert.equal(await overflow_of(page), 0, language);
				assert.deepEqual(await cut_in(page), [], language);
			});
	});
});

describe("the language", () => {
	let browser;

	before(async () => {
		browser = await browser_start();
	});
	after(async () => {
		await browser.close();
		await profiles_remove();
	});
	const lang = (page) => page.locator("html").getAttribute("lang");

	for (const [how, mode] of HOWS)
		it(`is chosen in the foot by keyboard, and back, ${how}`, () => visit(browser, mode, async (page) => {
			const ticket = await ticket_make();
			await page.goto(ticket.url);
			const english = await heading(page);
			assert.equal(await lang(page), "en");
			await tab_to(page, "Deutsch");
			await leads_on(page, () => page.keyboard.press("Enter"));
			assert.equal(page.url(), ticket.url);
			assert.equal(await lang(page), "de");
			assert.notEqual(await heading(page), english);
			assert.ok(await button(page, "English").isVisible() && await button(page, "Deutsch").count() === 0);
			await leads_on(page, () => page.locator("form button[type=submit]").first().click());
			assert.equal(await lang(page), "de");
			await tab_to(page, "English");
			await leads_on(page, () => page.keyboard.press("Enter"));
			assert.equal(new URL(page.url()).pathname, ticket.hub);
			assert.equal(await lang(page), "en");
			assert.equal(await heading(page), "Configure your connection");
		}));

	it("is the one that the browser asks for", () => visit(browser, { locale: "fr-CH" }, async (page) => {
		const ticket = await ticket_make();
		await page.goto(ticket.url);
		assert.equal(await lang(page), "fr");
		assert.ok(await button(page, "English").isVisible());
	}));
});
