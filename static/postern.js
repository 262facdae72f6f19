// SPDX-License-Identifier: Apache-2.0
"use strict";

// Dates follow the visitor's region, if it speaks the page's language.
const { lang } = document.documentElement;
const locale = navigator.languages.find((one) => one.split("-")[0] === lang.split("-")[0]) ?? lang;

function hold(form, busy) {
	for (const button of form.querySelectorAll("button[type=submit]")) {
		button.disabled = busy;
		button.ariaBusy = busy;
	}
}

document.addEventListener("submit", ({ target }) => {
	if (!target.target)
		setTimeout(() => hold(target, true));
	kept.sent = place(target) in kept ? place(target) : "";
	save();
});

// A page from the browser's cache must work again.
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

// The visitor's own time stands beside UTC, with a date that differs.
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
		await navigator.clipboard.writeText(field.value ?? field.textContent);
		return true;
	} catch {
		if (field.select)
			field.select();
		else
			getSelection().selectAllChildren(field);
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

const fields = document.querySelectorAll(".copy :is(textarea,code)");
if (fields.length) {
	const said = document.body.appendChild(document.createElement("p"));
	said.className = "away";
	said.role = "status";
	for (const field of fields)
		copying_add(field, field.nextElementSibling, said);
}

// An open page says when the setup's time runs out.
function announce(minutes) {
	const banner = document.querySelector("#closing").content.firstElementChild.cloneNode(true);
	const words = banner.querySelector("p");
	times_add(words);
	if (minutes !== 5)
		words.querySelector("b").remove();
	words.remove();
	document.querySelector("aside.closing")?.remove();
	document.querySelector("main").before(banner);
	banner.append(words); // is read out
}

const closes = new Date(document.body.dataset.closes);
for (const minutes of [30, 5]) {
	const wait = closes - minutes * 60000 - Date.now();
	if (wait > 0)
		setTimeout(announce, wait, minutes);
}

// What was typed stays in this tab until it is saved, but no secret, file or key.
const kept = JSON.parse(sessionStorage.postern ?? "{}");
const place = (form) => new URL(form.action).pathname + form.elements.revision?.value;
const typed = (form) => [...form.elements].filter((e) => e.name && !/hidden|password|file|submit/.test(e.type)
	&& e.name !== "certificate");
const save = () => { sessionStorage.postern = JSON.stringify(kept); };

function keep(form) {
	kept[place(form)] = typed(form).map(({ checked, value }) =>
		/PRIVATE KEY|^\s*(M[C-I]|LS0t)/.test(value) ? {} : { checked, value });
	save();
}

// A refusal has the address of its form.
if (!(problem || document.querySelector(".notice")) || !kept.sent?.startsWith(location.pathname))
	delete kept[kept.sent];
delete kept.sent;
for (const form of document.forms) {
	if (!problem)
		typed(form).forEach((field, i) => Object.assign(field, kept[place(form)]?.[i]));
	else if (!kept[place(form)])
		keep(form);
}
save();
if (document.querySelector("#done"))
	delete sessionStorage.postern;
document.addEventListener("input", (event) => keep(event.target.form));
