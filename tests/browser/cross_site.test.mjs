// SPDX-License-Identifier: Apache-2.0
// Chromium and Firefox: a provider on another site posts its answer, and the browser that started the test gets the result.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import puppeteer from "puppeteer-core";
import { saml_start } from "../../script/practice/saml.mjs";
import { connection_ready, failure_of } from "../web/login.mjs";
import { until } from "../web/until.mjs";
import { browser_start, cookies_remember, visitor } from "./browser.mjs";

const FIREFOX = "/usr/bin/firefox";
const START_MS = 180_000; // a browser starts slowly beside other tests

// A page of a new browser, and how to end it.
const browsers = {
	async Chromium() {
		const browser = await browser_start();
		const context = await visitor(browser);
		return { page: await context.newPage(), cookies: () => cookies_remember(context), end: () => browser.close() };
	},
	async Firefox() {
		const browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true, acceptInsecureCerts: true, timeout: START_MS });
		const page = await browser.newPage();
		return { page, cookies: async () => cookies_remember({ cookies: () => page.cookies() }), end: () => browser.close() };
	},
};

const press = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

async function tab_opened(page, selector) {
	const tab = new Promise((resolve) => page.once("popup", resolve));
	await page.click(selector);
	return tab;
}

const title_of = (page) => page.$eval("h1", (h1) => h1.textContent).catch(() => undefined);
const stands_at = (page, title) => until(title, async () => await title_of(page) === title);

describe("an answer from another site", () => {
	let provider;

	before(async () => {
		provider = await saml_start({ tls: `${process.env.POSTERN_VAR}/tls`, name: "127.0.0.1" });
	});
	after(() => provider.end());

	for (const [name, start] of Object.entries(browsers))
		it(`comes back in ${name}`, async () => {
			const metadata_xml = await (await fetch(provider.metadata_url)).text();
			const { ticket } = await connection_ready("samlp", { source: "xml", metadata_xml });
			const { page, cookies, end } = await start();
			try {
				await page.goto(ticket.url);
				await press(page, "main form button");
				await page.goto(`${new URL(page.url()).origin}${ticket.hub}/test`);
				const tab = await tab_opened(page, 'button[name="start"], form:has(input[name="start"]) button');
				await stands_at(tab, "Practice SAML identity provider");
				assert.equal(new URL(tab.url()).hostname, "127.0.0.1");
				await tab.click("button");
				await stands_at(tab, "The test passed");
				assert.equal(failure_of({ id: tab.url().split("/").at(-1) }), "passed");
				await until("the assistant’s tab goes on", async () => /The test passed/.test(await page.$eval("main", (main) => main.textContent).catch(() => "")));
				await cookies();
			} finally {
				await end();
			}
		});
});
