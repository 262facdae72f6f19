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

function made(tag, className, text) {
	const element = document.createElement(tag);
	element.className = className;
	element.textContent = text;
	return element;
}

async function copy(field, button, said) {
	let word = "Copied";
	try {
		await navigator.clipboard.writeText(field.value);
	} catch {
		field.select();
		word = document.execCommand("copy") ? "Copied" : "Selected";
	}
	button.textContent = said.textContent = word;
	setTimeout(() => {
		button.textContent = "Copy";
		said.textContent = "";
	}, 2500);
}

const fields = document.querySelectorAll(".copy textarea");
if (fields.length) {
	const said = document.body.appendChild(made("p", "away", ""));
	said.role = "status";
	for (const field of fields) {
		const button = made("button", "button quiet", "Copy");
		button.type = "button";
		button.ariaLabel = "Copy " + field.labels[0].textContent;
		button.addEventListener("click", () => copy(field, button, said));
		field.addEventListener("focus", () => field.select());
		field.after(button);
	}
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
function announce(closes, minutes) {
	const time = closes.toLocaleTimeString([], { timeStyle: "short" });
	const banner = document.querySelector("#closing").content.firstElementChild.cloneNode(true);
	document.querySelector("aside.closing")?.remove();
	document.querySelector("main").before(banner);
	if (minutes === 5)
		banner.querySelector("span").append(made("b", "", "Only a few minutes are left. "));
	banner.querySelector("span").append(`This setup closes at ${time} (your time). If you need more time, ask for a new link.`);
}

const closes = new Date(document.body.dataset.closes);
for (const minutes of [30, 5]) {
	const wait = closes - minutes * 60000 - Date.now();
	if (wait > 0)
		setTimeout(announce, wait, closes, minutes);
}
