// SPDX-License-Identifier: Apache-2.0
// guide.mjs - checks that a page with a guide is sound, on screens of all widths and on paper
import assert from "node:assert/strict";
import { overflow_of } from "./measures.mjs";
import { is_sound } from "./sound.mjs";

const HEIGHT = 800;
const WIDTHS = [320, 390, 1280];
const PAPER = 794; // A4 at 96 dots an inch

async function fits(page, what, width) {
	await page.setViewportSize({ width, height: HEIGHT });
	assert.equal(await overflow_of(page), 0, `${what} is too wide for ${width}`);
}

// The figures of the page, as a screen reader reads them.
export function figures_of(page) {
	return page.locator("figure.console").evaluateAll((all) => all.map((figure) => figure.textContent));
}

async function prints(page, what) {
	await page.emulateMedia({ media: "print", colorScheme: "dark" });
	await fits(page, `${what}, printed,`, PAPER);
	const lost = await page.locator("figure.console, .guide > li, .values dt").evaluateAll((all) => all.filter((e) =>
		!e.closest("details:not([open])") && !e.checkVisibility()).map((e) => e.textContent));
	assert.deepEqual(lost, [], `${what} is printed whole`);
	await page.emulateMedia({ media: "screen", colorScheme: "light" });
}

// With everything that folds opened.
export async function guide_is_sound(page, what, answer) {
	await page.locator("main details").evaluateAll((all) => all.forEach((e) => e.setAttribute("open", "")));
	await is_sound(page, what, answer, {});
	const { width, height } = page.viewportSize();
	for (const each of WIDTHS)
		await fits(page, what, each);
	await prints(page, what);
	await page.setViewportSize({ width, height });
}
