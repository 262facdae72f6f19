// SPDX-License-Identifier: Apache-2.0
"use strict";

function hold(form, busy) {
	for (const button of form.querySelectorAll("button[type=submit]")) {
		button.disabled = busy;
		button.ariaBusy = busy;
	}
}

document.addEventListener("submit", (event) => {
	setTimeout(() => hold(event.target, true));
});

// A page that comes back from the browser's cache must work again.
window.addEventListener("pageshow", (event) => {
	if (event.persisted)
		for (const form of document.forms)
			hold(form, false);
});

const problem = document.querySelector("[role=alert]");
if (problem) {
	problem.tabIndex = -1;
	problem.focus();
}

for (const time of document.querySelectorAll("time[datetime]")) {
	const when = new Date(time.dateTime);
	if (!isNaN(when))
		time.title = when.toLocaleString([], { dateStyle: "full", timeStyle: "long" });
}
