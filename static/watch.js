// SPDX-License-Identifier: Apache-2.0
"use strict";

// Neither a reload nor stop() may take away where the visitor is going.
let leaving = false;

// Loads the page again when what it shows has changed. Late looks need it in sight.
async function watch({ poll, state }) {
	const soon = state === "waiting" ? [1, 1, 2, 3, 5, 5, 5] : [5];
	for (;;) {
		const seconds = soon.shift() ?? 20;
		await new Promise((done) => setTimeout(done, seconds * 1000));
		if (seconds === 20 && document.hidden)
			await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
		try {
			const answer = await fetch(poll, { cache: "no-store" });
			if (answer.ok && !leaving) {
				if ((await answer.text()).trim() !== state)
					return location.reload();
				stop(); // the server's refresh
			}
		} catch {
			// the next look tries again
		}
		if (state === "waiting" && !soon.length && !leaving)
			return location.reload();
	}
}

const waiting = document.querySelector("[data-poll]");
if (waiting) {
	waiting.classList.add("polling");
	for (const [name, is] of [["beforeunload", true], ["pageshow", false]])
		window.addEventListener(name, () => { leaving = is; });
	watch(waiting.dataset);
}
