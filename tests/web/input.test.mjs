// SPDX-License-Identifier: Apache-2.0
// Bad input at the front door: a clear answer in the asker's own format, and nothing spent.
import assert from "node:assert/strict";
import { get as http_get } from "node:http";
import { after, before, describe, it } from "node:test";
import tls from "node:tls";
import { ask, ca, domain, origin, post } from "./ask.mjs";
import { api, profiles_remove, revoke_path, ticket_make } from "./api.mjs";
import { cookie_of, get_started, page_of, provider_fields, provider_save, session_open,
	start_path } from "./person.mjs";
import { nginx_value } from "./processes.mjs";
import { checksum, count, jobs_end, uses } from "./psql.mjs";

const FORM = "application/x-www-form-urlencoded";
const MIB = 1024 * 1024;
const profiles_path = "/api/v2/self-service-profiles";

function is_page(answer, status, heading) {
	assert.equal(answer.status, status, answer.text);
	assert.equal(answer.headers["content-type"], "text/html; charset=utf-8");
	assert.match(answer.text, heading);
	assert.match(answer.headers["content-security-policy"], /default-src 'none'/);
}

function is_json(answer, status, message) {
	assert.equal(answer.status, status, answer.text);
	assert.equal(answer.headers["content-type"], "application/json; charset=utf-8");
	assert.equal(answer.json().statusCode, status);
	assert.match(answer.json().message, message);
}

const send = (path, body, type = FORM, headers = {}) =>
	ask(path, { method: "POST", body, headers: { "Content-Type": type, ...headers } });

describe("broken input", () => {
	let ticket, cookie, form;

	before(async () => {
		ticket = await ticket_make();
		cookie = await session_open(ticket);
		form = await provider_fields(ticket, cookie);
		await jobs_end();
	});
	after(profiles_remove);

	const spends_nothing = async (work) => {
		const sum = checksum();
		await work();
		assert.equal(checksum(), sum);
	};

	it("a body over one mebibyte is refused, to people and to programs", () => spends_nothing(async () => {
		const big = "a".repeat(MIB + 1);
		is_page(await send(start_path, big), 413, /<h1>That is too large<\/h1>/);
		is_json(await api("POST", profiles_path, { name: big }), 413, /1 megabyte/);
		assert.equal((await send(start_path, "a".repeat(MIB))).status, 404, "one mebibyte is read");
	}));

	it("forms with broken escapes, bytes that are no text, or fields twice", () => spends_nothing(async () => {
		const bad = /<h1>We couldn’t read that request<\/h1>/;
		for (const body of [`ticket=%zz`, `ticket=${ticket.secret}%`, `ticket=%4`, `ticket=%ff%fe`,
			Buffer.from([0x74, 0x3d, 0xff, 0xc3]), "ticket=a%00b", Buffer.from("ticket=a\0b"),
			`ticket=${ticket.secret}&ticket=${ticket.secret}`, "%=1",
			Array.from({ length: 65 }, (_, n) => `f${n}=1`).join("&")])
			is_page(await send(start_path, body), 400, bad);
	}));

	it("forms of another type", () => spends_nothing(async () => {
		for (const type of ["application/json", "text/plain", "", "application/x-www-form-urlencodedx"])
			is_page(await send(start_path, `ticket=${ticket.secret}`, type), 400, /only accepts forms/);
		is_page(await send(start_path, `ticket=${ticket.secret}`, "multipart/form-data; boundary=x"), 400,
			/The form did not arrive correctly/);
	}));

	it("Get started without a ticket, or with a text that is not one", () => spends_nothing(async () => {
		for (const body of ["", "ticket=", "ticket=short", `Ticket=${ticket.secret}`, `ticket=${ticket.id}`,
			`ticket=${"a".repeat(5000)}`, "ticket='%20OR%201=1--", "ticket=%E2%82%AC"])
			is_page(await send(start_path, body), 404, /<h1>This link isn’t valid<\/h1>/);
	}));

	it("a ticket's address that is cut, doubled or scribbled on", () => spends_nothing(async () => {
		for (const query of ["", "?", "?ticket", "?ticket=", "?ticket=%", "?ticket=%zz", "?ticket=%00", "?ticket=%ff",
			`?ticket=${ticket.secret}x`, `?x=${ticket.secret}`,
			`?ticket=${"Z".repeat(32)}&ticket=${ticket.secret}`, "?ticket=<script>alert(1)</script>"]) {
			const answer = await ask(`${start_path}${query}`);
			is_page(answer, 404, /<h1>This link isn’t valid<\/h1>/);
			assert.doesNotMatch(answer.text, /alert/);
		}
	}));

	it("but not one that mail and chat programs have added to", () => spends_nothing(async () => {
		for (const more of [".", ")", ",", "%20", "&utm_source=mail", "&ticket=x", "#", "&x=%zz", "%0A"])
			assert.equal((await ask(`${ticket.path}${more}`)).status, 200, more);
		assert.equal((await ask(`${start_path}?utm_source=mail&ticket=${ticket.secret}`)).status, 200);
	}));

	it("a choice without what it needs, or of what is not offered", () => spends_nothing(async () => {
		const { csrf, revision } = form;
		const choose = async (fields) => provider_save(ticket, cookie, fields);
		for (const strategy of [undefined, "", "nosuch", "OKTA", "okta-samlp"])
			is_page(await choose({ csrf, revision, ...strategy === undefined ? {} : { strategy } }), 400,
				/Please choose one of the identity providers below/);
		for (const wrong of [{}, { revision: "" }, { revision: "x" }, { revision: "-1" },
			{ revision: "99999999999" }, { revision: "0x0" }])
			is_page(await choose({ csrf, strategy: "okta", ...wrong }), 400, /reload the page/);
	}));

	it("forms of another visit, another session, or another site", () => spends_nothing(async () => {
		const fields = { ...form, strategy: "okta" };
		const refused = /<h1>We couldn’t accept that<\/h1>/;
		for (const csrf of [undefined, "", "x", form.csrf.slice(1), `${form.csrf}0`, "0".repeat(64)])
			is_page(await provider_save(ticket, cookie, { ...fields, csrf: csrf ?? "" }), 403, refused);
		for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" },
			{ "Sec-Fetch-Site": "cross-site", Origin: origin }, { Origin: "https://evil.example" },
			{ Origin: "null" }, { Origin: `http://${domain}` }, { Origin: "https://localhost" }]) {
			is_page(await provider_save(ticket, cookie, fields, { headers }), 403, refused);
			is_page(await get_started(ticket, { headers }), 403, refused);
		}
	}));

	it("forged and foreign cookies", () => spends_nothing(async () => {
		const name = `__Host-postern-${ticket.id}`, value = cookie.slice(name.length + 1);
		for (const forged of [`${name}=`, `${name}=${"A".repeat(32)}`, `${name}=${value}x`, `${name}="${value}"`,
			`${name}=${value.toLowerCase()}`, `x${name}=${value}`, `__Host-postern-ZZZZZZZZZZZZ=${value}`,
			`${name}=' OR '1'='1`, `${name}=${"a".repeat(6000)}`, ";;;=;", `${name}`]) {
			is_page(await page_of(ticket, forged), 404, /<h1>Please open your link again<\/h1>/);
			assert.equal((await provider_save(ticket, forged, { ...form, strategy: "okta" })).status, 404);
		}
		assert.equal((await page_of(ticket, `a=b; ${cookie}; c=d`)).status, 200, "among others it counts");
	}));

	it("bytes in headers that are no text", () => spends_nothing(async () => {
		const bytes = Buffer.from([0xff, 0xfe, 0x80]).toString("latin1");
		for (const name of ["Cookie", "Origin", "User-Agent", "Authorization", "X-Forwarded-For"])
			assert.equal((await ask(ticket.path, { headers: { [name]: bytes } })).status, 200);
	}));

	it("headers and addresses that are too long", () => spends_nothing(async () => {
		const long = "a".repeat(9000);
		is_page(await ask("/", { headers: { "X-Long": long } }), 400, /<h1>We couldn’t read that request<\/h1>/);
		is_page(await ask(`/${long}`), 414, /<h1>We couldn’t read that request<\/h1>/);
	}));

	it("headers of programs that are too long", () => spends_nothing(async () => {
		is_json(await ask(profiles_path, { headers: { "X-Long": "a".repeat(9000) } }), 400, /./);
	}));

	it("methods and paths that do not exist", () => spends_nothing(async () => {
		is_page(await ask("/nowhere"), 404, /<h1>We couldn’t find that page<\/h1>/);
		for (const method of ["PUT", "PATCH", "DELETE", "PROPFIND"])
			is_page(await ask(ticket.path, { method }), 405, /<h1>This page can’t be used that way<\/h1>/);
		assert.equal((await ask(ticket.hub, { method: "POST" })).headers.allow, "GET, HEAD");
		is_json(await api("PATCH", profiles_path, {}), 405, /PATCH/);
		is_json(await api("GET", `${profiles_path}/x/y/z`), 404, /./);
		is_page(await ask("/static/../configure.ac"), 404, /couldn’t find that page/);
		is_page(await ask("/static/%2e%2e/configure.ac"), 404, /couldn’t find that page/);
		is_page(await ask("/static/none.css"), 404, /couldn’t find that page/);
	}));

	it("bodies of programs that are not JSON, or not of their type", () => spends_nothing(async () => {
		const raw = (body, type = "application/json") => api("POST", profiles_path, undefined,
			{ body, headers: { "Content-Type": type } });
		for (const body of ["", "{", "[]", "null", "\"x\"", "{\"name\":\"a\"}{", "{\"name\":\"a\\u0000b\"}",
			Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), "{\"name\":\"a\",\"name\":\"b\"}", "[".repeat(100000)])
			is_json(await raw(body), 400, /./);
		is_json(await raw("{\"name\":\"a\"}", "text/plain"), 400, /content type/);
		is_json(await raw("name=a&name=b", FORM), 400, /duplicate/);
	}));

	it("texts that are not tokens", () => spends_nothing(async () => {
		for (const authorization of ["", "Bearer", "Bearer ", "Bearer x", `Bearer ${"x".repeat(4000)}`, "Basic eDp5",
			`Bearer ${process.env.POSTERN_CLIENT_SECRET}`]) {
			const answer = await ask(profiles_path, { headers: { Authorization: authorization } });
			is_json(answer, 401, /./);
			assert.match(answer.headers["www-authenticate"], /^Bearer /);
		}
		const revoke = await ask(revoke_path(ticket), { method: "POST" });
		is_json(revoke, 401, /./);
	}));

	it("hosts that are nobody's: no ticket, no session, no token opens there", () => spends_nothing(async () => {
		const headers = { Host: "other.example" };
		is_page(await ask(ticket.path, { headers }), 404, /<h1>This link isn’t valid<\/h1>/);
		is_page(await get_started(ticket, { headers }), 404, /<h1>This link isn’t valid<\/h1>/);
		is_page(await page_of(ticket, cookie, "", { headers }), 404, /<h1>Please open your link again<\/h1>/);
		is_json(await api("GET", profiles_path, undefined, { headers }), 401, /./);
	}));

	it("still, after all that, everything works", async () => {
		const before_it = uses(ticket);
		assert.equal((await provider_save(ticket, cookie, { ...form, strategy: "okta" })).status, 303);
		assert.equal(count(`SELECT count(*) FROM wizard WHERE ticket_id = '${ticket.id}' AND strategy = 'okta'`), 1);
		for (const headers of [{ "Sec-Fetch-Site": "same-origin" }, { "Sec-Fetch-Site": "none" },
			{ Origin: origin }, { "Transfer-Encoding": "chunked" }]) {
			const answer = await get_started(ticket, { headers });
			assert.equal(answer.status, 303);
			cookie_of(answer);
		}
		assert.equal(uses(ticket), before_it + 4);
	});
});

describe("the way in", () => {
	const handshake = (version) => new Promise((resolve, reject) => {
		const { hostname, port } = new URL(origin);
		const socket = tls.connect({ host: hostname, port, family: 4, ca, minVersion: version,
			maxVersion: version, ciphers: "DEFAULT@SECLEVEL=0" }, () => {
			resolve(socket.getProtocol());
			socket.destroy();
		});
		socket.on("error", reject);
	});

	it("is TLS 1.2 or 1.3", async () => {
		for (const version of ["TLSv1.2", "TLSv1.3"])
			assert.equal(await handshake(version), version);
		for (const version of ["TLSv1", "TLSv1.1"])
			await assert.rejects(handshake(version), /alert protocol version|ALERT_PROTOCOL_VERSION/);
	});

	const plain = (port, path) => new Promise((resolve, reject) => {
		http_get({ host: "127.0.0.1", port, path, headers: { Host: `localhost:${port}` } }, (answer) => {
			answer.resume();
			resolve(answer);
		}).on("error", reject);
	});

	it("leads from HTTP to HTTPS, on both ports", async () => {
		const http_port = nginx_value("site.conf", /listen 127\.0\.0\.1:(\d+);/);
		for (const port of [http_port, new URL(origin).port]) {
			const answer = await plain(port, "/self-service/connections-flow?ticket=x");
			assert.equal(answer.statusCode, 308);
			assert.equal(answer.headers.location, `${origin}/self-service/connections-flow?ticket=x`);
		}
	});

	it("says which answers came from where", async () => {
		for (const path of ["/healthz", "/static/postern.css", "/nowhere"])
			assert.match((await ask(path)).headers["x-request-id"], /^[0-9a-f]{32}$/);
		assert.equal((await ask("/healthz")).status, 200);
		assert.equal((await post("/healthz", {})).status, 405);
	});
});
