// SPDX-License-Identifier: Apache-2.0
// sound.mjs - checks that a page of the steps is light, fits the screen and passes axe-core
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { visitor } from "./browser.mjs";
import { overflow_of, weight_of } from "./measures.mjs";

const axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MOST_BYTES = 40960;
const LEAST_TARGET = 44;

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

// Where scripts are off axe cannot run either: the page as it came to be is
// shown once more, in a browser that runs axe and nothing else.
async function axe_is_content_with_twin(page, what) {
	const html = await page.content(), url = page.url();
	const context = await visitor(page.context().browser(), { viewport: page.viewportSize() });
	const twin = await context.newPage();
	await twin.route("**/*.js", (route) => route.abort());
	await twin.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
	await twin.goto(url);
	await axe_is_content(twin, what);
	await context.close();
}

// The targets of a finger: a label only where it holds its choice, a link only
// where it stands by itself and not within a sentence.
function targets_in(page) {
	return page.locator("a, button, summary, label:has(input), input, textarea").evaluateAll((all) => all
		.filter((e) => e.checkVisibility() && !e.matches("label input, [type=hidden], .skip"))
		.filter((e) => !e.matches("a") || e.parentElement.innerText.trim() === e.innerText.trim())
		.map((e) => {
			const { width, height } = e.getBoundingClientRect();
			return { words: (e.innerText || e.name || e.id).trim(), width, height };
		}));
}

async function fits(page, what) {
	assert.equal(await overflow_of(page), 0, `${what} is too wide`);
	const small = (await targets_in(page)).filter(({ width, height }) => width < LEAST_TARGET || height < LEAST_TARGET);
	assert.deepEqual(small, [], `${what} has what is too small for a finger`);
}

// mode has the options of the visitor's browser
export async function is_sound(page, what, answer, mode) {
	const bytes = await weight_of(page, answer, page.context());
	assert.ok(bytes <= MOST_BYTES, `${what}: ${bytes} bytes`);
	assert.equal(await page.locator("h1").count(), 1, what);
	if (mode.isMobile)
		await fits(page, what);
	if (mode.javaScriptEnabled === false)
		await axe_is_content_with_twin(page, what);
	else
		await axe_is_content(page, what);
}
