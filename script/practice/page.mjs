// SPDX-License-Identifier: Apache-2.0
// page.mjs - the page on which a practice provider asks who signs in, and what is to go wrong
import { people, person_name } from "./people.mjs";

export const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const document = (title, body) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
	body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }
	fieldset { border: 1px solid; border-radius: .5rem; margin: 1rem 0; padding: .5rem 1rem }
	label { display: block; padding: .25rem 0 }
	select, button { font: inherit; padding: .5rem .75rem; max-width: 100% }
</style></head><body>${body}</body></html>`;

const choice = (person, index) => `<label><input type="radio" name="person" value="${person.id}"${index === 0 ? " checked" : ""}>
	${escaped(person_name(person))}${person.note ? ` (${escaped(person.note)})` : ""}</label>`;

// faults: { name: words }; hidden: fields that travel along.
export function sign_in_page({ title, action, faults, hidden = {} }) {
	const fields = Object.entries(hidden).map(([name, value]) =>
		`<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`).join("");
	const options = Object.entries(faults).map(([name, words]) =>
		`<option value="${escaped(name)}">${escaped(words)}</option>`).join("");
	return document(title, `<h1>${escaped(title)}</h1>
<p>This identity provider is for practice. It runs on your machine and asks for no password.</p>
<form method="post" action="${escaped(action)}">${fields}
<fieldset><legend>Sign in as</legend>${people.map(choice).join("")}</fieldset>
<p><label for="fault">How should the provider answer?</label>
<select id="fault" name="fault"><option value="">As it should</option>${options}</select></p>
<p><button>Sign in</button></p></form>`);
}

export const words_page = (title, words) => document(title, `<h1>${escaped(title)}</h1><p>${escaped(words)}</p>`);

// After the Back button: the request was answered, or nobody came in time.
export const over_page = () => words_page("This sign-in is over",
	"It was answered already, or it took too long. Close this tab, go back to the tab with the setup, and test again.");

// Reads a form, at most 1 MiB of it.
export async function form_read(request) {
	const parts = [];
	let length = 0;
	for await (const part of request) {
		length += part.length;
		if (length > 1024 * 1024)
			throw new Error("the form is too long");
		parts.push(part);
	}
	return Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString("utf8")));
}

export function page_send(response, code, html) {
	response.writeHead(code, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
	response.end(html);
}

export function json_send(response, code, object) {
	response.writeHead(code, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
	response.end(JSON.stringify(object));
}
