// SPDX-License-Identifier: Apache-2.0
// nginx's own error pages, in the language that the visitor wants
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ask } from "./ask.mjs";
import { start_path } from "./person.mjs";

const TOO_LARGE = Buffer.alloc(1024 * 1024 + 1);
const TYPE = { "Content-Type": "application/x-www-form-urlencoded" };
const send = (path, headers) => ask(path, { method: "POST", body: TOO_LARGE, headers: { ...TYPE, ...headers } });

async function language_of(headers) {
	const answer = await send(start_path, headers);
	assert.equal(answer.status, 413, answer.text);
	assert.equal(answer.headers["content-type"], "text/html; charset=utf-8");
	assert.equal(answer.headers["cache-control"], "no-store");
	return answer.text.match(/<html lang="([^"]+)"/)[1];
}

describe("error pages of nginx's own", () => {
	const wanted = [[undefined, "en"], ["en-GB", "en"], ["de", "de"], ["de-AT", "de"], ["en-XA", "en-XA"],
		["nl, de;q=0.8", "de"], ["nl-NL,nl;q=0.9,fr;q=0.8", "fr"], ["fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7", "fr"],
		["en-US,en;q=0.9,de;q=0.8", "en"], ["nl,en;q=0.8,de;q=0.1", "en"], ["*", "en"], ["../static, de", "de"],
		["../de", "en"], ["", "en"], [",;=", "en"]];

	for (const [header, language] of wanted)
		it(`are in ${language} where the browser says ${header}`, async () => {
			assert.equal(await language_of(header === undefined ? {} : { "Accept-Language": header }), language);
		});

	it("are in the language that was chosen, whatever the browser says", async () => {
		const both = (chosen, accepted) => language_of({ Cookie: `a=b; ${chosen}`, "Accept-Language": accepted });
		assert.equal(await both("__Host-postern-language=fr", "de"), "fr");
		assert.equal(await both("__Host-postern-language=en", "de"), "en");
		assert.equal(await both("x__Host-postern-language=fr", "de"), "de");
		assert.equal(await both("__Host-postern-language=nl", "de"), "de");
	});

	it("are in English for programs", async () => {
		const answer = await send("/api/v2/self-service-profiles", { "Accept-Language": "de" });
		assert.match(answer.json().message, /^This is more than we can take at once/);
	});

	it("cannot be asked for", async () => {
		for (const path of ["/_postern/413", "/_postern/english/413.html"])
			assert.equal((await ask(path, { headers: { "Accept-Language": "de" } })).status, 404, path);
	});
});
