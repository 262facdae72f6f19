// SPDX-License-Identifier: Apache-2.0
// What stands on a page is seen as a whole: names of any length, times, files, the way to begin.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { origin } from "../web/ask.mjs";
import { profile_make, profiles_remove, ticket_make } from "../web/api.mjs";
import { session_open } from "../web/person.mjs";
import { count, psql } from "../web/psql.mjs";
import { connection_made, settings_reach, step_send } from "../web/setup.mjs";
import { until } from "../web/until.mjs";
import { browser_start, cookie_give, visitor } from "./browser.mjs";
import { overflow_of } from "./measures.mjs";

const LETTERS = "Wgjü".repeat(64);
const LABEL = "w".repeat(60);
const DOMAIN = `${LABEL}.${LABEL}.${LABEL}.example`;
const PHONES = [{ width: 320, height: 640 }, { width: 360, height: 640 }, { width: 390, height: 844 }];
const with_domains = { enabled_clients: [process.env.POSTERN_CLIENT_ID], domain_aliases_config: { domain_verification: "optional" } };
const TENANT = "tenant_id = 'demo'";

describe("a page", () => {
	let browser;

	before(async () => {
		browser = await browser_start();
	});
	after(async () => {
		await browser.close();
		await profiles_remove();
	});

	async function visit(options, cookie, work) {
		const context = await visitor(browser, options);
		if (cookie)
			await cookie_give(context, cookie);
		await work(await context.newPage());
		await context.close();
	}

	// Until work is done, the company has the longest name.
	async function with_long_company(work) {
		const former = psql(`SELECT name FROM tenant WHERE ${TENANT}`);
		psql(`UPDATE tenant SET name = '${LETTERS.slice(0, 100)}' WHERE ${TENANT}`);
		try {
			await work();
		} finally {
			psql(`UPDATE tenant SET name = '${former}' WHERE ${TENANT}`);
		}
	}

	it("has the button that begins or goes on in sight on a phone, however long introduction and company are", async () => {
		const long = await profile_make({}, { introduction: `<p>${"Please read this first. ".repeat(82)}</p>` });
		const tickets = [await ticket_make({}), await ticket_make({}, long)];
		const used = await ticket_make({}, long), cookie = await session_open(used);
		const see = async (ticket, session, name) => {
			for (const viewport of PHONES.slice(1))
				await visit({ viewport, isMobile: true }, session, async (page) => {
					await page.goto(ticket.url);
					const { y, height } = await page.locator("main").locator(`.button:has-text("${name}")`).boundingBox();
					assert.ok(y >= 0 && y + height <= viewport.height, `${name} ends at ${y + height} of ${viewport.height}`);
				});
		};
		await with_long_company(async () => {
			for (const ticket of tickets)
				await see(ticket, undefined, "Get started");
			await see(used, cookie, "Continue");
			await see(used, undefined, "Continue here");
		});
	});

	it("wraps long names: nothing lies beside a narrow screen, and what is cut is in reach", async () => {
		const at = await connection_made(with_domains), { hub, id } = at.ticket;
		psql(`UPDATE connection SET config = config || '{"display_name": "${LETTERS.slice(0, 128)}"}' WHERE ticket_id = '${id}'`);
		psql(`UPDATE connection_revision r SET certificates = jsonb_set(certificates, '{0,subject}', '"CN = ${LETTERS}"')
			FROM connection n WHERE n.ticket_id = '${id}' AND r.connection_id = n.connection_id`);
		await step_send(at, "/domains", { domain: DOMAIN });
		await until("the domain is looked up", () => count(`SELECT count(*) FROM connection_domain
			WHERE ticket_id = '${id}' AND looked_at > asked_at`));
		const typing = await settings_reach("samlp");
		await with_long_company(async () => {
			const look = async (page, url, what) => {
				await page.goto(url);
				for (const viewport of PHONES) {
					await page.setViewportSize(viewport);
					assert.equal(await overflow_of(page), 0, `${what} at ${viewport.width}`);
				}
			};
			await visit({ viewport: PHONES[0], isMobile: true }, at.cookie, async (page) => {
				await look(page, at.ticket.url, "intro");
				assert.equal(await page.locator(".wordmark").getAttribute("title"), LETTERS.slice(0, 100));
				for (const path of ["", "/enable", "/domains", `/domains/${DOMAIN}`, "/sessions"])
					await look(page, `${origin}${hub}${path}`, path);
				await step_send(at, "/enable");
				await look(page, `${origin}${hub}/receipt`, "receipt");
				assert.match(await page.locator("main").innerText(), new RegExp(LETTERS.slice(0, 128)));
			});
			await visit({ viewport: PHONES[0], isMobile: true }, typing.cookie, async (page) => {
				await page.goto(`${origin}${typing.ticket.hub}/settings?source=xml`);
				await page.locator("#metadata_file").setInputFiles({ name: `${LETTERS.slice(0, 196)}.xml`,
					mimeType: "application/xml", buffer: Buffer.from("<x/>") });
				for (const viewport of PHONES) {
					await page.setViewportSize(viewport);
					assert.equal(await overflow_of(page), 0, `a file's name at ${viewport.width}`);
				}
			});
		});
	});

	it("keeps the headings of a table whose rows are stacked", async () => {
		const at = await connection_made(with_domains);
		await step_send(at, "/domains", { domain: "acme.example" });
		await until("the domain is looked up", () => count(`SELECT count(*) FROM connection_domain
			WHERE ticket_id = '${at.ticket.id}' AND looked_at > asked_at`));
		await visit({}, at.cookie, async (page) => {
			await page.goto(`${origin}${at.ticket.hub}/domains/acme.example`);
			await page.getByText("DNS answers in detail").click();
			for (const [width, heads, labels] of [[1280, true, false], [360, false, true]]) {
				await page.setViewportSize({ width, height: 740 });
				for (const name of ["Server", "Question", "Answer"]) {
					assert.equal(await page.locator("th", { hasText: name }).isVisible(), heads, `${name} at ${width}`);
					assert.equal(await page.locator("tbody tr").first().getByText(name, { exact: true }).isVisible(), labels, `${name} at ${width}`);
				}
			}
		});
	});

	it("tells times in the visitor's own zone beside UTC, and in UTC alone without a script", async () => {
		const ticket = await ticket_make();
		const texts = async (options) => {
			let found;
			await visit(options, undefined, async (page) => {
				await page.goto(ticket.url);
				found = await page.locator("main time").first().evaluate((e) => ({ text: e.innerText, at: e.dateTime, title: e.title }));
			});
			return found;
		};
		const set = (moment) => psql(`UPDATE ticket SET opens_until = '${moment}' WHERE ticket_id = '${ticket.id}'`);
		const year = new Date().getFullYear() + 1;
		set(`${year}-01-15 22:30Z`);
		assert.match((await texts({ timezoneId: "America/New_York", locale: "en-US" })).text, / 22:30 UTC · 5:30\sPM EST$/);
		assert.match((await texts({ timezoneId: "Europe/Berlin", locale: "en-GB" })).text, / 22:30 UTC · 23:30 (CET|GMT\+1)$/);
		assert.match((await texts({ timezoneId: "Asia/Tokyo", locale: "en-GB" })).text, / 22:30 UTC · \w+,? 16 Jan,? (at )?0?7:30 (JST|GMT\+9|UTC\+9)$/);
		assert.match((await texts({ timezoneId: "Europe/Berlin", locale: "de-DE" })).text, / 22:30 UTC · 23:30 MEZ$/);
		set(`${year}-07-15 10:00Z`);
		assert.match((await texts({ timezoneId: "Europe/Berlin", locale: "de-DE" })).text, / 10:00 UTC · 12:00 MESZ$/);
		for (const options of [{}, { timezoneId: "Europe/Berlin", javaScriptEnabled: false }])
			assert.match((await texts(options)).text, / 10:00 UTC$/);
	});

	it("shows the button that chooses a file in the form's look, light and dark", async () => {
		const at = await settings_reach("samlp");
		await visit({}, at.cookie, async (page) => {
			for (const colorScheme of ["light", "dark"]) {
				await page.emulateMedia({ colorScheme });
				await page.goto(`${origin}${at.ticket.hub}/settings?source=xml`);
				const [button, field] = await page.locator("#metadata_file").evaluate((e) =>
					["::file-selector-button", null].map((part) => {
						const { fontFamily, fontSize, color, borderTopColor, borderTopWidth, cursor } = getComputedStyle(e, part);
						return { fontFamily, fontSize, color, borderTopColor, borderTopWidth, cursor };
					}));
				assert.deepEqual({ ...button, cursor: "pointer" }, { ...field, cursor: "pointer" }, colorScheme);
				assert.equal(button.cursor, "pointer");
			}
		});
	});
});
