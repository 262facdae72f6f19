// SPDX-License-Identifier: Apache-2.0
// keyboard.mjs - moves from one element to the next by Tab, and checks that each focus is visible
import assert from "node:assert/strict";
import { contrast_of } from "./measures.mjs";

// A button or link by its words, a field by its id, a radio by its value.
const focus_name = (page) => page.evaluate(() => {
	const at = document.activeElement;
	if (at.matches("input, textarea"))
		return at.type === "radio" ? at.value : at.id;
	return (at.innerText ?? "").trim();
});

// The ring may be drawn by the radio's card.
export async function focus_is_seen(page) {
	const ring = await page.evaluate(() => {
		const at = document.activeElement;
		const drawn = at.closest(".choice") ?? at;
		const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
		let behind = drawn.parentElement;
		while (behind && getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)")
			behind = behind.parentElement;
		return { style: style.outlineStyle, width: parseFloat(style.outlineWidth), color: style.outlineColor,
			ground: getComputedStyle(behind ?? document.body).backgroundColor,
			on_screen: box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth };
	});
	const name = await focus_name(page);
	assert.notEqual(ring.style, "none", `no focus ring on ${name}`);
	assert.ok(ring.width >= 2, `thin focus ring on ${name}`);
	assert.ok(contrast_of(ring.color, ring.ground) >= 3, `pale focus ring on ${name}`);
	assert.ok(ring.on_screen, `${name} has the focus and is not on the screen`);
	return name;
}

// Starts where the focus is; returns the elements that it passed.
export async function tab_to(page, wanted, key = "Tab") {
	const passed = [];
	for (let n = 0; n < 20; n++) {
		await page.keyboard.press(key);
		const name = await focus_is_seen(page);
		if (name === wanted)
			return passed;
		passed.push(name);
	}
	throw new Error(`${wanted} is not reached: ${passed}`);
}
