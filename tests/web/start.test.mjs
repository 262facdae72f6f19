// SPDX-License-Identifier: Apache-2.0
// Get started: uses are counted one by one, whoever asks and however often.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ask } from "./ask.mjs";
import { ticket_make, ticket_revoke } from "./api.mjs";
import { cookie_of, get_started, page_of, provider_choose, session_open } from "./person.mjs";
import { checksum, count, jobs_end, psql, sessions, ticket_expire, uses } from "./psql.mjs";

const PREVIEWERS = ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
	"Mozilla/5.0 (compatible; Microsoft-SafeLinks)", "facebookexternalhit/1.1", "Twitterbot/1.0",
	"GoogleImageProxy", "BarracudaCentral/1.0"];

describe("a ticket", () => {
	it("gives exactly ten sessions to a hundred who start at once", async () => {
		const ticket = await ticket_make();
		const answers = await Promise.all(Array.from({ length: 100 }, () => get_started(ticket)));
		const opened = answers.filter((a) => a.status === 303);
		assert.equal(opened.length, 10);
		assert.equal(answers.filter((a) => a.status === 410).length, 90);
		assert.equal(uses(ticket), 10);
		assert.equal(sessions(ticket), 10);
		assert.equal(count(`SELECT count(*) FROM event WHERE kind = 'ss_sso_ticket_consumption'
			AND ticket_id = '${ticket.id}'`), 10);
		const cookies = opened.map(cookie_of);
		assert.equal(new Set(cookies).size, 10);
		for (const cookie of cookies)
			assert.equal((await page_of(ticket, cookie)).status, 200);
		const late = await get_started(ticket);
		assert.equal(late.status, 410);
		assert.match(late.text, /<h1>This link has been used up<\/h1>/);
		assert.deepEqual(late.cookies, []);
	});

	it("that is used up still admits its sessions, and nobody else", async () => {
		const ticket = await ticket_make();
		const cookies = [];
		for (let n = 0; n < 10; n++)
			cookies.push(await session_open(ticket));
		const page = await ask(ticket.path, { headers: { Cookie: cookies[3] } });
		assert.equal(page.status, 200);
		assert.match(page.text, new RegExp(`<a class="button" href="${ticket.hub}">Continue</a>`));
		assert.match(page.text, /You can continue as often as you like\./);
		assert.deepEqual([...page.text.matchAll(/<form[^>]* action="([^"]*)"/g)].map(([, to]) => to.split("?")[0]), ["/self-service/language"]);
		assert.equal((await provider_choose(ticket, cookies[3], "okta")).status, 303);
		assert.equal((await ask(ticket.path)).status, 410);
	});

	it("is not touched by previews: a hundred looks change no row", async () => {
		const ticket = await ticket_make();
		await jobs_end();
		const before = checksum();
		for (let n = 0; n < 100; n++) {
			const answer = await ask(ticket.path, { method: n % 2 === 0 ? "HEAD" : "GET",
				headers: { "User-Agent": PREVIEWERS[n % PREVIEWERS.length] } });
			assert.equal(answer.status, 200);
			assert.deepEqual(answer.cookies, []);
			assert.equal(n % 2 === 0, answer.bytes.length === 0, "HEAD has no body");
		}
		assert.equal(checksum(), before);
		assert.match((await ask(ticket.path)).text, /You can open this link 10 more times\./);
	});

	it("is not in what follows: address, cookie, page", async () => {
		const ticket = await ticket_make();
		const answer = await get_started(ticket);
		assert.equal(answer.headers.location, ticket.hub);
		assert.equal(answer.headers["referrer-policy"], "strict-origin");
		assert.equal(answer.headers["cache-control"], "no-store");
		assert.match(answer.cookies[0], new RegExp(`^__Host-postern-${ticket.id}=[A-Za-z0-9]{32}; `
			+ "Path=/; Max-Age=104(39[0-9]|400); Secure; HttpOnly; SameSite=Lax$"));
		const cookie = cookie_of(answer);
		for (const page of ["", "/provider"])
			assert.doesNotMatch((await page_of(ticket, cookie, page)).text,
				new RegExp(ticket.secret.slice(12)));
		assert.doesNotMatch(answer.cookies[0], new RegExp(ticket.secret.slice(12)));
	});

	it("ends all its sessions at once when it is revoked or its time is over", async () => {
		for (const [end, word] of [[ticket_revoke, "withdrawn"], [ticket_expire, "expired"]]) {
			const ticket = await ticket_make();
			const cookie = await session_open(ticket);
			assert.equal((await page_of(ticket, cookie)).status, 200);
			await end(ticket);
			const page = await page_of(ticket, cookie);
			assert.equal(page.status, 410);
			assert.match(page.text, new RegExp(`<h1>This link has (been )?${word}</h1>`));
			const saved = await provider_choose(ticket, cookie, "okta");
			assert.equal(saved.status, 410);
			assert.equal((await get_started(ticket)).status, 410);
			assert.equal(count(`SELECT count(*) FROM wizard WHERE ticket_id = '${ticket.id}'`), 0);
		}
	});

	it("that nobody used expires unopened, and says so", async () => {
		const ticket = await ticket_make({ ttl_sec: 60 });
		assert.equal((await ask(ticket.path)).status, 200);
		ticket_expire(ticket);
		const page = await ask(ticket.path);
		assert.equal(page.status, 410);
		assert.match(page.text, /Nothing was set up, and/);
		assert.equal((await get_started(ticket)).status, 410);
		assert.equal(uses(ticket), 0);
	});

	it("tells nothing to a visitor who has only a part of it", async () => {
		const ticket = await ticket_make();
		await session_open(ticket);
		const last = ticket.secret.at(-1) === "a" ? "b" : "a";
		const wrong = ticket.secret.slice(0, -1) + last;
		const strange = "Z".repeat(32);
		const pages = [];
		for (const word of [wrong, strange, ticket.id]) {
			const page = await ask(`/self-service/connections-flow?ticket=${word}`);
			assert.equal(page.status, 404);
			pages.push(page.text);
		}
		assert.equal(pages[0], pages[1]);
		assert.equal(pages[0], pages[2]);
		const asked = [ticket.hub, "/self-service/t/ZZZZZZZZZZZZ"];
		const hubs = await Promise.all(asked.map((path) => ask(path)));
		assert.deepEqual(hubs.map((h) => h.status), [404, 404]);
		// the choice of a language leads back to the address that was asked
		const [known, unknown] = hubs.map((h, i) => h.text.replace(`language?back=${encodeURIComponent(asked[i])}"`, ""));
		assert.equal(known, unknown);
	});

	it("gives all its sessions the same end: five hours from the first use", async () => {
		const ticket = await ticket_make();
		await session_open(ticket);
		const [first, ends] = psql(`SELECT ms(first_used_at), ms(ends_at) FROM ticket
			WHERE ticket_id = '${ticket.id}'`).split("|").map(Number);
		assert.equal(ends - first, 5 * 3600 * 1000);
		await session_open(ticket);
		assert.equal(count(`SELECT ms(ends_at) FROM ticket WHERE ticket_id = '${ticket.id}'`), ends);
	});
});
