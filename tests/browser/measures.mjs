// SPDX-License-Identifier: Apache-2.0
// measures.mjs - contrast, sizes and weight of pages in a browser
export const INTRODUCTION_LINK = "<p>Please read our <a href=\"https://docs.example.com/sso\">guide</a> first.</p>";

// WCAG 2.2, relative luminance, of "rgb(1, 2, 3)"
function luminance(color) {
	const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map((part) => {
		const c = Number(part) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast_of(one, other) {
	const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

// For each element: its words, their color, the background, the border.
export function colors_in(page, selector) {
	return page.locator(selector).evaluateAll((all) => all.filter((e) => e.offsetParent && !e.disabled).map((e) => {
		let ground = e;
		while (ground.parentElement && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)")
			ground = ground.parentElement;
		let behind = e.parentElement;
		while (behind.parentElement && getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)")
			behind = behind.parentElement;
		const style = getComputedStyle(e);
		return { words: e.innerText.trim(), text: style.color, ground: getComputedStyle(ground).backgroundColor,
			edge: style.borderTopColor, behind: getComputedStyle(behind).backgroundColor };
	}));
}

// The targets of a finger: a label only where it holds its choice. A link within an operator's own sentences is as high as its line.
export function targets_in(page) {
	return page.locator("a, button, label:has(input), input:not([type=hidden])").evaluateAll((all) => all
		.filter((e) => e.checkVisibility() && !e.closest(".prose") && !e.matches("label input, .skip"))
		.map((e) => {
			const { width, height } = e.getBoundingClientRect();
			return { words: (e.innerText || e.name).trim(), width, height };
		}));
}

// What tells an error from all else, whatever the colors: edges, weight, and the sign before the words.
export function marks_in(page, selector) {
	return page.locator(selector).evaluateAll((all) => all.filter((e) => e.offsetParent).map((e) => {
		const style = getComputedStyle(e), sign = getComputedStyle(e.querySelector("h2") ?? e, "::before").content;
		return { words: e.innerText.trim(), weight: Number(style.fontWeight), edge: parseFloat(style.borderInlineStartWidth),
			has_sign: e.querySelector("svg") !== null || !["none", "normal"].includes(sign) };
	}));
}

export const overflow_of = (page) => page.evaluate(() =>
	document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Bytes of HTML, style sheets and scripts, uncompressed.
export async function weight_of(page, answer, context) {
	const parts = await page.evaluate(() => [
		...[...document.querySelectorAll("link[rel=stylesheet]")].map((e) => e.href),
		...[...document.scripts].map((e) => e.src)]);
	const bodies = await Promise.all(parts.map(async (url) => (await context.request.get(url)).body()));
	return [await answer.body(), ...bodies].reduce((sum, body) => sum + body.length, 0);
}
