// SPDX-License-Identifier: Apache-2.0
"use strict";

// All words come from the page: from a <template> where only a script shows them.
// A date is written as in the visitor's region, if the page's language is spoken there.
const { lang } = document.documentElement;
const locale = navigator.languages.find((one) => one.split("-")[0] === lang.split("-")[0]) ?? lang;

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

// Beside UTC stands the visitor's own time, with the date where that is another one.
function times_add(root) {
	for (const time of root.querySelectorAll("time")) {
		const when = new Date(time.dateTime);
		const day = when.getDate() !== when.getUTCDate() && { weekday: "short", day: "numeric", month: "short" };
		if (when.getTimezoneOffset())
			time.append(" · ", when.toLocaleString(locale, { ...day, hour: "numeric", minute: "2-digit", timeZoneName: "short" }));
	}
}

times_add(document);

async function is_copied(field) {
	try {
		await navigator.clipboard.writeText(field.value);
		return true;
	} catch {
		field.select();
		return document.execCommand("copy");
	}
}

function copying_add(field, button, said) {
	const copy = button.textContent;
	const [copied, selected] = document.querySelector("#copying").content.children;
	button.hidden = false;
	button.addEventListener("click", async () => {
		const outcome = await is_copied(field) ? copied : selected;
		button.textContent = said.textContent = outcome.textContent;
		setTimeout(() => {
			button.textContent = copy;
			said.textContent = "";
		}, 2500);
	});
	field.addEventListener("focus", () => field.select());
}

const fields = document.querySelectorAll(".copy textarea");
if (fields.length) {
	const said = document.body.appendChild(document.createElement("p"));
	said.className = "away";
	said.role = "status";
	for (const field of fields)
		copying_add(field, field.nextElementSibling, said);
}

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

// A page that stays open says when the time for the setup runs out.
function announce(minutes) {
	const banner = document.querySelector("#closing").content.firstElementChild.cloneNode(true);
	const words = banner.querySelector("p");
	times_add(words);
	if (minutes !== 5)
		words.querySelector("b").remove();
	words.remove();
	document.querySelector("aside.closing")?.remove();
	document.querySelector("main").before(banner);
	banner.append(words); // a status is read out when it changes
}

const closes = new Date(document.body.dataset.closes);
for (const minutes of [30, 5]) {
	const wait = closes - minutes * 60000 - Date.now();
	if (wait > 0)
		setTimeout(announce, wait, minutes);
}
