// SPDX-License-Identifier: Apache-2.0
// effort.mjs - what a setup costs an administrator: clicks, values to enter, and words to read
const READS_PER_MINUTE = 200;

// In each page: reports what its person does, and the words that are seen. The browser calls it.
function observe() {
	function words_in(main) {
		const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
		let count = 0;
		while (texts.nextNode())
			if (texts.currentNode.parentElement.checkVisibility())
				count += texts.currentNode.data.split(/\s+/).filter(Boolean).length;
		return count;
	}
	addEventListener("pointerdown", (event) => event.isTrusted && window.effort_note("click"), true);
	addEventListener("input", (event) => event.target.matches("textarea, input:not([type=radio], [type=checkbox])") && window.effort_note("value", event.target.id), true);
	addEventListener("DOMContentLoaded", () => {
		const main = document.querySelector("main");
		if (main)
			window.effort_note("words", document.querySelector("h1").innerText, words_in(main));
	});
}

// From now on, in all tabs; hold(work) does what is not counted.
export async function effort_of(context) {
	const values = new Set(), words = new Map();
	let clicks = 0, is_held = false;
	const notes = {
		click: () => ++clicks,
		value: (name) => values.add(name),
		words: (heading, count) => words.set(heading, count),
	};
	await context.exposeBinding("effort_note", (source, kind, ...what) => is_held || notes[kind](...what));
	await context.addInitScript(observe);
	return {
		async hold(work) {
			is_held = true;
			await work();
			is_held = false;
		},
		said() {
			const read = [...words.values()].reduce((sum, count) => sum + count, 0);
			return `${clicks} clicks, ${values.size} values, ${read} words, which take ${Math.round(read / READS_PER_MINUTE)} minutes to read`;
		},
	};
}
