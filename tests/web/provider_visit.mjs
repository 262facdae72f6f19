// SPDX-License-Identifier: Apache-2.0
// provider_visit.mjs - a person at a practice identity provider, without a browser
import { origin } from "./ask.mjs";

const ENTITIES = { 34: "\"", 38: "&", 39: "'", 60: "<", 62: ">" };
const plain = (text) => text.replace(/&#(\d+);/g, (all, code) => ENTITIES[code] ?? all).replaceAll("&quot;", "\"").replaceAll("&amp;", "&");

// The form of a page: where it goes, and its hidden fields.
export function form_of(html) {
	const [, action] = /<form[^>]*\saction="([^"]*)"/.exec(html) ?? [];
	const inputs = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) =>
		[/name="([^"]*)"/.exec(tag)[1], plain(/value="([^"]*)"/.exec(tag)?.[1] ?? "")]);
	return { action: action && plain(action), fields: Object.fromEntries(inputs) };
}

// A browser of the other site, with its cookies; redirects are followed until they lead to us.
function browser() {
	const jar = new Map();
	return async function go(url, body) {
		const answer = await fetch(url, { redirect: "manual", method: body ? "POST" : "GET", body: body && new URLSearchParams(body),
			headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") } });
		for (const cookie of answer.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
			jar.set(name, value);
		}
		const to = answer.headers.get("location");
		if (to === null)
			return { url, html: await answer.text() };
		const next = new URL(to, url);
		return next.origin === origin ? { back: next } : go(next.href);
	};
}

// How the provider answers us: { method, path, fields }.
function answer_of({ back, html }) {
	if (back)
		return { method: "GET", path: `${back.pathname}${back.search}` };
	const { action, fields } = form_of(html);
	const url = new URL(action);
	return { method: "POST", path: `${url.pathname}${url.search}`, fields };
}

// leads: how we send the person there, { url, fields }.
export async function provider_visit(leads, person = "ada", fault = "") {
	const go = browser();
	const page = await go(leads.url, leads.fields);
	const { action, fields } = form_of(page.html);
	return answer_of(await go(new URL(action, page.url).href, { ...fields, person, fault }));
}
