// SPDX-License-Identifier: Apache-2.0
// Bad input at the front door: a clear answer in the asker's own format, and nothing spent.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import http2 from "node:http2";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import tls from "node:tls";
import { ask, ca, domain, origin, post } from "./ask.mjs";
import { api, profiles_remove, revoke_path, ticket_make } from "./api.mjs";
import { cookie_of, get_started, page_of, provider_fields, provider_save, session_open,
	start_path } from "./person.mjs";
import { nginx_value } from "./processes.mjs";
import { checksum, count, jobs_end, uses } from "./psql.mjs";
import { site_start } from "./sites.mjs";
import { until } from "./until.mjs";

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

	it("a body over one mebibyte is refused unread, to people and to programs", () => spends_nothing(async () => {
		const big = "a".repeat(MIB + 1);
		is_page(await send(start_path, big), 413, /<h1>That is too large<\/h1>/);
		is_json(await api("POST", profiles_path, { name: big }), 413, /1 megabyte/);
		is_page(await send(start_path, "a".repeat(MIB)), 400, /<h1>We couldn’t read that request<\/h1>/);
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
			/The form did not reach us correctly/);
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
		for (const query of [`?utm_source=mail&ticket=${ticket.secret}`, `?ticket%3D${ticket.secret}`,
			`?x=1&amp;ticket=${ticket.secret}`, `?ticket=%3C${ticket.secret}%3E`])
			assert.equal((await ask(`${start_path}${query}`)).status, 200, query);
		for (const rest of [`%3Fticket%3D${ticket.secret}`, `%3fticket=${ticket.secret}.`]) {
			const answer = await ask(`${start_path}${rest}`);
			assert.equal(answer.status, 303, rest);
			assert.equal(answer.headers.location, ticket.path);
		}
	}));

	it("a choice without what it needs, or of what is not offered", () => spends_nothing(async () => {
		const { csrf, revision } = form;
		const choose = async (fields) => provider_save(ticket, cookie, fields);
		for (const strategy of [undefined, "", "nosuch", "OKTA", "okta-samlp"])
			is_page(await choose({ csrf, revision, ...strategy === undefined ? {} : { strategy } }), 400,
				/Choose one of the identity providers below/);
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
			is_page(await page_of(ticket, forged), 404, /<h1>Open your link again<\/h1>/);
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
		const site = await site_start("nobody", { domains: "other.example" });
		const options = { at: site.at, headers: { Host: "other.example" } };
		is_page(await ask(ticket.path, options), 404, /<h1>This link isn’t valid<\/h1>/);
		is_page(await get_started(ticket, options), 404, /<h1>This link isn’t valid<\/h1>/);
		is_page(await page_of(ticket, cookie, "", options), 404, /<h1>Open your link again<\/h1>/);
		is_json(await api("GET", profiles_path, undefined, options), 401, /./);
		await site.end();
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

	const plain = (port, path, { host = "localhost", method = "GET" } = {}) => new Promise((resolve, reject) => {
		request({ host: "127.0.0.1", port, path, method, agent: false, headers: { Host: `${host}:${port}` } }, (answer) => {
			const chunks = [];
			answer.on("data", (chunk) => chunks.push(chunk)).on("end", () =>
				resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString() }));
		}).on("error", reject).end();
	});
	const plain_ports = () => [nginx_value("site.conf", /listen 127\.0\.0\.1:(\d+);/), new URL(origin).port];

	// What comes back of the bytes before the connection is closed.
	const reply = (socket, bytes) => new Promise((resolve) => {
		let text = "";
		socket.on("data", (chunk) => { text += chunk; }).on("error", () => {}).on("close", () => resolve(text));
		socket.write(bytes);
	});
	const plain_reply = (port, bytes) => reply(connect(port, "127.0.0.1"), bytes);
	const secure_reply = (bytes, servername) => reply(tls.connect({ host: "127.0.0.1", port: new URL(origin).port,
		servername, rejectUnauthorized: false }), bytes);

	it("leads people from HTTP to HTTPS, on both ports", async () => {
		for (const port of plain_ports()) {
			const answer = await plain(port, "/self-service/connections-flow?ticket=x");
			assert.equal(answer.status, 308);
			assert.equal(answer.headers.location, `${origin}/self-service/connections-flow?ticket=x`);
			assert.equal(answer.headers["strict-transport-security"], undefined);
		}
	});

	it("refuses programs that came without TLS, and leads them nowhere", async () => {
		for (const port of plain_ports())
			for (const path of ["/api/v2/connections", "/api", "/API/v2/x?y", "//api/v2/x", "/%61pi/v2/x", "/x/../oauth/token", "/oauth?x"])
				for (const method of ["GET", "POST"]) {
					const answer = await plain(port, path, { method });
					is_json({ ...answer, json: () => JSON.parse(answer.text) }, 403, /^Use https\. /);
					assert.equal(answer.headers.location, undefined);
				}
	});

	it("is closed to hosts that are not served here, on both ports, with TLS and without", async () => {
		const requests = ["GET / HTTP/1.1\r\nHost: other.example\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost.other.example\r\n\r\n",
			"GET http://other.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /api/v2/connections HTTP/1.1\r\nHost: other.example\r\n\r\n",
			"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"];
		for (const bytes of requests) {
			for (const port of plain_ports())
				assert.equal(await plain_reply(port, bytes), "", bytes);
			for (const servername of ["localhost", "other.example", ""])
				assert.equal(await secure_reply(bytes, servername), "", `${servername}: ${bytes}`);
		}
		for (const bytes of ["\xff\r\n\r\n", `GET /${"a".repeat(9000)} HTTP/1.1\r\n\r\n`])
			for (const port of plain_ports())
				assert.equal(await plain_reply(port, bytes), "", bytes);
	});

	it("is closed to them over HTTP/2, too", async () => {
		const answer = (authority) => new Promise((resolve) => {
			const session = http2.connect(origin, { ca });
			const stream = session.request({ ":path": "/healthz", ":authority": authority });
			const done = (result) => {
				resolve(result);
				session.destroy();
			};
			stream.on("response", (headers) => done(headers[":status"])).on("error", () => done("closed"));
		});
		assert.equal(await answer(domain), 200);
		assert.equal(await answer("other.example"), "closed");
	});

	it("says on port 443 that browsers come back with TLS, to all hosts below", async () => {
		const site = await site_start("transport");
		const file = `${site.folder}/http.conf`, text = readFileSync(file, "utf8");
		const header = async (path) => (await ask(path, { at: site.at })).headers["strict-transport-security"];
		assert.equal(await header("/healthz"), undefined, "no other server of localhost has TLS");
		writeFileSync(file, text.replace("\"https 443\"", `"https ${site.port}"`));
		site.reload();
		await until("the header is there", () => header("/healthz"));
		for (const path of ["/healthz", "/nowhere", "/static/postern.css", `/${"a".repeat(9000)}`, "/api/v2/connections"])
			assert.equal(await header(path), "max-age=31536000; includeSubDomains", path);
		await site.end();
	});

	it("is open to a program that knows the host but sends no name in the handshake", async () => {
		assert.match(await secure_reply(`GET /healthz HTTP/1.1\r\nHost: ${domain}\r\nConnection: close\r\n\r\n`, ""),
			/^HTTP\/1\.1 200 /);
	});

	it("says which answers came from where", async () => {
		for (const path of ["/healthz", "/static/postern.css", "/nowhere"])
			assert.match((await ask(path)).headers["x-request-id"], /^[0-9a-f]{32}$/);
		assert.equal((await ask("/healthz")).status, 200);
		assert.equal((await post("/healthz", {})).status, 405);
	});
});
