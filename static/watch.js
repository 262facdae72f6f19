// SPDX-License-Identifier: Apache-2.0
"use strict";

// A page that waits loads again when what it waits for has come.
const waiting = document.querySelector("[data-poll]");

async function watch(seconds) {
	if (!seconds.length) {
		return location.reload();
	}
	await new Promise((done) => setTimeout(done, seconds[0] * 1000));
	try {
		const answer = await fetch(waiting.dataset.poll, { cache: "no-store" });
		if (answer.ok) {
			if ((await answer.text()).trim() !== "waiting")
				return location.reload();
			stop(); // the refresh that the server asked for
		}
	} catch {
		// The next look, or the button, tries again.
	}
	watch(seconds.slice(1));
}

if (waiting) {
	waiting.classList.add("polling");
	watch([1, 1, 2, 3, 5, 5, 5]);
}
