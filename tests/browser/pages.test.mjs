// SPDX-License-Identifier: Apache-2.0
// Every page: what axe-core finds in it, how it fits a phone, how much it
// weighs, what it loads.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { browser_start, cookies_remember, is_quiet, PHONE, visitor, watch } from "./browser.mjs";
import { overflow_of, targets_in, weight_of } from "./measures.mjs";
import { page_open, world_make } from "./pages.mjs";

const axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MOST_BYTES = 40960;
const LEAST_TARGET = 44;
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
	+ "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

async function axe_is_content(page, what) {
	await page.evaluate(axe_source);
	for (const colorScheme of ["light", "dark"]) {
		await page.emulateMedia({ colorScheme });
		const { violations, passes } = await page.evaluate(() => axe.run());
		assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`), [],
			`${what}, ${colorScheme}`);
		assert.ok(passes.length > 10, "axe has looked at something");
	}
}

// A form for a provider may be led on to any host.
const policy_of = (name) => name.startsWith("nginx") ? POLICY.replace("connect-src 'self'; ", "")
	: name === "test that goes on at the provider" ? POLICY.replace("form-action 'self'", "form-action 'self' https:") : POLICY;

function has_head(name, title, answer) {
	const headers = answer.headers();
	assert.ok(title.length > 5, name);
	assert.equal(headers["content-security-policy"], policy_of(name), name);
	assert.equal(headers["cache-control"], "no-store", name);
	assert.equal(headers["referrer-policy"], "strict-origin", name);
	assert.equal(headers["x-content-type-options"], "nosniff", name);
	assert.equal(headers["retry-after"] !== undefined, [429, 502, 503].includes(answer.status()), name);
}

describe("every page", () => {
	let browser, world;

	before(async () => {
		browser = await browser_start();
		world = await world_make();
	});
	after(async () => {
		await browser.close();
		await world.end();
	});

	// work({ page, answer, seen, name, context }) on each page, in a browser of its own
	async function on_each(options, work) {
		for (const entry of world.pages) {
			const context = await visitor(browser, options);
			const seen = [];
			context.on("page", (page) => seen.push(watch(page)));
			const { page, answer } = await page_open(context, entry);
			await work({ page, answer, context, name: entry.name, seen: seen[0] });
			await cookies_remember(context);
			await context.close();
		}
	}

	it("asks for nothing elsewhere, breaks no policy of its own, leaves the console empty and is light", () =>
		on_each({}, async ({ page, answer, seen, context, name }) => {
			is_quiet(seen, new URL(page.url()).origin);
			has_head(name, await page.title(), answer);
			assert.equal(await page.locator("h1").count(), 1, name);
			assert.equal(await page.locator("html").getAttribute("lang"), "en");
			const bytes = await weight_of(page, answer, context);
			assert.ok(bytes <= MOST_BYTES, `${name}: ${bytes} bytes`);
		}));

	it("passes axe-core, light and dark", () =>
		on_each({}, ({ page, name }) => axe_is_content(page, name)));

	// Where scripts are off axe cannot run either. So the page as it came to be
	// without scripts is shown once more, in a browser that runs axe and nothing else.
	it("passes axe-core without JavaScript, light and dark", () =>
		on_each({ javaScriptEnabled: false }, async ({ page, name }) => {
			const html = await page.content(), url = page.url();
			const context = await visitor(browser);
			const twin = await context.newPage();
			await twin.route("**/*.js", (route) => route.abort());
			await twin.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
			await twin.goto(url);
			assert.equal(await twin.title(), await page.title());
			await axe_is_content(twin, name);
			await context.close();
		}));

	it("fits a phone: nothing to scroll sideways to, nothing too small for a finger", async () => {
		const wrong = [];
		await on_each({ viewport: PHONE, isMobile: true, hasTouch: true }, async ({ page, name }) => {
			const overflow = await overflow_of(page);
			if (overflow !== 0)
				wrong.push(`${name}: ${overflow} pixels too wide`);
			await page.setViewportSize({ width: 320, height: 640 });
			if (await overflow_of(page) !== 0)
				wrong.push(`${name}: too wide for 320 pixels`);
			await page.setViewportSize(PHONE);
			for (const { words, width, height } of await targets_in(page))
				if (width < LEAST_TARGET || height < LEAST_TARGET)
					wrong.push(`${name}: "${words}" is ${width} by ${height}`);
		});
		assert.deepEqual(wrong, []);
	});
});
