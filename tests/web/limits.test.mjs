// SPDX-License-Identifier: Apache-2.0
// The published limits, through a real nginx that has them on. Each test has an
// nginx of its own, as all tests are one tenant's; a bucket refills while a slow
// machine fills it, so "over" means: within the next twenty.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ask, post } from "./ask.mjs";
import { api, ticket_make } from "./api.mjs";
import { cookie_of, get_started, page_of, session_open } from "./person.mjs";
import { uses } from "./psql.mjs";
import { site_start } from "./sites.mjs";

const OVER = 20;
const from = (address) => ({ "X-Forwarded-For": address });

async function all_pass(times, send) {
	for (let n = 1; n <= times; n++) {
		const answer = await send(n);
		assert.notEqual(answer.status, 429, `number ${n} of ${times} was limited`);
	}
}

async function limited_soon(send, over = OVER) {
	for (let n = 1; n <= over; n++) {
		const answer = await send(n);
		if (answer.status === 429)
			return answer;
	}
	throw new Error(`none of ${over} more was limited`);
}

async function with_site(options, work) {
	const site = await site_start("limits", { limits: "on", proxies: "127.0.0.1", ...options });
	try {
		await work(site);
	} finally {
		await site.end();
	}
}

function is_branded_429(answer) {
	assert.equal(answer.headers["content-type"], "text/html; charset=utf-8");
	assert.match(answer.headers["retry-after"], /^[1-9]\d*$/);
	assert.equal(answer.headers["cache-control"], "no-store");
	assert.match(answer.headers["content-security-policy"], /default-src 'none'/);
	assert.match(answer.text, /<html lang="en">/);
	assert.match(answer.text, /\/static\/postern\.css/);
	assert.match(answer.text, /<h1>One moment, please<\/h1>/);
	assert.ok(answer.text.includes(`Wait ${answer.headers["retry-after"]} seconds`), answer.text);
	assert.match(answer.text, /<a class="button" href="">Try again<\/a>/);
}

describe("rate limits", () => {
	let ticket;
	const page = (site, address) => ask(ticket.path, { at: site.at, headers: from(address) });

	before(async () => {
		ticket = await ticket_make();
	});

	it("lets an address start six times a minute, and spends nothing over that", () =>
		with_site({}, async (site) => {
			const fresh = await ticket_make();
			let started = 0;
			const start = async (address) => {
				const answer = await get_started(fresh, { at: site.at, headers: from(address) });
				started += answer.status === 303;
				return answer;
			};
			await all_pass(6, () => start("198.51.100.1"));
			assert.equal(started, 6);
			is_branded_429(await limited_soon(() => start("198.51.100.1")));
			assert.equal(uses(fresh), started);
			assert.equal((await start("198.51.100.2")).status, 303, "another address may");
			const look = await ask(fresh.path, { at: site.at, headers: from("198.51.100.1") });
			assert.equal(look.status, 200, "looking is still allowed");
		}));

	it("cannot be got around by another spelling of the path", () =>
		with_site({}, async (site) => {
			const spellings = ["//self-service/connections-flow", "/self-service/./connections-flow",
				"/self-service/connections%2Dflow", "/x/../self-service/connections-flow"];
			const start = (path) => ask(path, { at: site.at, method: "POST", headers: from("198.51.100.3") });
			await all_pass(6, (n) => start(spellings[n % spellings.length]));
			for (const path of spellings)
				await limited_soon(() => start(path));
		}));

	it("lets an address see fifty pages a minute", () =>
		with_site({}, async (site) => {
			await all_pass(50, () => page(site, "198.51.100.4"));
			is_branded_429(await limited_soon(() => page(site, "198.51.100.4")));
			for (const [language, words] of [["de", /Warten Sie 10 Sekunden/], ["fr", /Patientez 10\u00a0secondes/]]) {
				const answer = await limited_soon(() => ask(ticket.path, { at: site.at,
					headers: { ...from("198.51.100.4"), "Accept-Language": language } }));
				assert.equal(answer.headers["retry-after"], "10");
				assert.match(answer.text, words);
			}
			assert.equal((await page(site, "198.51.100.5")).status, 200);
		}));

	it("counts an IPv6 visitor by the network that he owns", () =>
		with_site({}, async (site) => {
			await all_pass(50, (n) => page(site, `2001:db8:1:2::${n.toString(16)}`));
			await limited_soon((n) => page(site, `2001:db8:1:2:ffff::${n.toString(16)}`));
			assert.equal((await page(site, "2001:db8:1:3::1")).status, 200);
		}));

	it("lets a form and the page behind it through as numbers 49 and 50", () =>
		with_site({}, async (site) => {
			const fresh = await ticket_make();
			const options = { at: site.at, headers: from("198.51.100.6") };
			await all_pass(48, () => ask(fresh.path, options));
			const answer = await get_started(fresh, options);
			assert.equal(answer.status, 303);
			const hub = await page_of(fresh, cookie_of(answer), "", options);
			assert.equal(hub.status, 200);
		}));

	it("lets a tenant's visitors see ninety pages a minute, whatever their addresses", () =>
		with_site({}, async (site) => {
			await all_pass(90, (n) => page(site, `203.0.113.${n % 3 + 1}`));
			is_branded_429(await limited_soon((n) => page(site, `203.0.113.${n + 100}`)));
			const other = await ask("/self-service/connections-flow", { at: site.at,
				headers: { Host: "127.0.0.1", ...from("203.0.113.1") } });
			assert.notEqual(other.status, 429, "another host is another tenant");
		}));

	it("lets an address bring 240 answers of providers a minute, by GET and POST together", () =>
		with_site({}, async (site) => {
			const bring = (n, address = "198.51.100.13") => n % 2
				? ask("/login/callback?state=lgn_unknown", { at: site.at, headers: from(address) })
				: post("/login/callback", { RelayState: "lgn_unknown" }, { at: site.at, headers: from(address) });
			await all_pass(240, bring);
			is_branded_429(await limited_soon(bring, 6 * OVER));
			is_branded_429(await limited_soon((n) => ask(`//login/./answer?a=${n}`, { at: site.at, headers: from("198.51.100.13") }), 6 * OVER));
			assert.equal((await bring(1, "198.51.100.14")).status, 404, "another address may");
			assert.equal((await page(site, "198.51.100.13")).status, 200, "and the setup goes on");
		}));

	it("lets an address ask for a token sixty times a minute, and answers JSON over that", () =>
		with_site({}, async (site) => {
			const asked = (address, path = "/oauth/token") => post(path, { grant_type: "none" },
				{ at: site.at, headers: from(address) });
			await all_pass(60, () => asked("198.51.100.11"));
			const answer = await limited_soon(() => asked("198.51.100.11", "//oauth/./token"));
			assert.match(answer.headers["content-type"], /^application\/json/);
			assert.match(answer.headers["retry-after"], /^[1-9]\d*$/);
			assert.equal(answer.json().error, "Too Many Requests");
			assert.equal((await asked("198.51.100.12")).status, 400, "another address may");
		}));

	it("does not count files, brands and the API", () =>
		with_site({}, async (site) => {
			const options = { at: site.at, headers: from("198.51.100.7") };
			for (let n = 0; n < 100; n++) {
				assert.equal((await ask("/static/postern.css", options)).status, 200);
				assert.equal((await ask("/brand/theme/112233.css", options)).status, 200);
				const list = await api("GET", "/api/v2/self-service-profiles", undefined, options);
				assert.equal(list.status, 200);
			}
			assert.equal((await page(site, "198.51.100.7")).status, 200);
		}));

	it("does not believe a stranger's X-Forwarded-For", () =>
		with_site({ proxies: "" }, async (site) => {
			const start = (n) => ask("/self-service/connections-flow",
				{ at: site.at, method: "POST", headers: from(`198.51.100.${n}`) });
			await all_pass(6, start);
			await limited_soon((n) => start(n + 100));
		}));

	it("believes a trusted proxy's last word only, not what its visitor put before it", () =>
		with_site({}, async (site) => {
			const start = (n) => ask("/self-service/connections-flow", { at: site.at,
				method: "POST", headers: from(`203.0.113.${n}, 198.51.100.8`) });
			await all_pass(6, start);
			await limited_soon((n) => start(n + 100));
		}));

	it("does not hold back a session that another address has", () =>
		with_site({}, async (site) => {
			const fresh = await ticket_make();
			const cookie = await session_open(fresh, { at: site.at, headers: from("198.51.100.9") });
			await all_pass(50, () => page(site, "198.51.100.10"));
			const hub = await page_of(fresh, cookie, "", { at: site.at, headers: from("198.51.100.9") });
			assert.equal(hub.status, 200);
		}));
});
