// SPDX-License-Identifier: Apache-2.0
// tried.mjs - the pages of a test of the connection, each as it stays, whatever a provider does
import { ask } from "../web/ask.mjs";
import { connection_made, step_send } from "../web/setup.mjs";
import { cookie_of } from "../web/person.mjs";
import { psql } from "../web/psql.mjs";

const FINGERPRINT = Array.from({ length: 32 }, (none, n) => (n * 37 % 256).toString(16).padStart(2, "0").toUpperCase()).join(":");
const OID = "urn:oid:1.3.6.1.4.1.5923.1.1.1.6";

const claim = (name, values, more = {}) => ({ source: "attribute", name, values, ...more });
const claims = [
	claim("NameID", ["_f3a9c2b17d"], { source: "name_id", format: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" }),
	claim("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", ["ann@acme.example"]),
	claim(OID, ["ann@acme.example"], { friendly_name: "eduPersonPrincipalName" }),
	claim("groups", Array.from({ length: 40 }, (none, n) => `Department-of-very-long-names-number-${n}`)),
];
const profile = { user_id: "_f3a9c2b17d", email: "ann@acme.example", family_name: "ann@acme.example" };

const ends = {
	passed: ["verified", { failure: "passed", doubts: ["sha1"] }, claims, profile],
	failed: ["failed", { failure: "signed_by_another", expected: FINGERPRINT, came: FINGERPRINT.split(":").reverse().join(":") }],
	skewed: ["failed", { failure: "clock_skew", seconds: -600, expected: "2026-12-01T12:00:30.042Z", came: "2026-12-01T11:50:30Z", detail: "IssueInstant" }],
	missing: ["failed", { failure: "attribute_missing", expected: "email" }, claims, { user_id: "_f3a9c2b17d" }],
	unknown: ["failed", { failure: "no_answer", detail: `Something odd, ${FINGERPRINT}` }],
};

const quoted = (value) => value === undefined ? "NULL" : `'${JSON.stringify(value).replaceAll("'", "''")}'`;

function login_end(login, [state, outcome, received, made]) {
	psql(`UPDATE login SET state = '${state}', outcome = ${quoted(outcome)}, claims = ${quoted(received)}, profile = ${quoted(made)},
		ended_at = now(), answer = NULL, sealed_token = NULL, due_at = NULL WHERE login_id = '${login.id}'`);
}

const required = { enabled_clients: [process.env.POSTERN_CLIENT_ID] };

// A connection with a test that has been started, long enough ago that its page leads on by itself no more.
export async function test_started() {
	const at = await connection_made(required);
	const answer = await step_send(at, "/test", { start: "yes" });
	const path = answer.headers.location;
	const login = { id: path.split("/").at(-1), path, cookie: cookie_of(answer) };
	psql(`UPDATE login SET started_at = now() - interval '3 minutes' WHERE login_id = '${login.id}'`);
	return { at, login, both: [at.cookie, login.cookie] };
}

async function ended(how) {
	const one = await test_started();
	login_end(one.login, ends[how]);
	return one;
}

// Rows of pages.mjs; go(page, path) opens one.
export async function tried_make(go) {
	const none = await connection_made(required), open = await test_started(), foreign = await test_started();
	const results = await Promise.all(Object.keys(ends).map(async (how) => [how, await ended(how)]));
	await ask(`/login/callback?state=${foreign.login.id}`);
	const [, passed] = results.find(([how]) => how === "passed");
	return [
		["test step", 200, (p) => go(p, `${none.ticket.hub}/test`), [none.cookie]],
		["test without an answer", 200, (p) => go(p, `${open.at.ticket.hub}/test`), [open.at.cookie]],
		["test that goes on at the provider", 200, (p) => go(p, open.login.path), open.both],
		...results.flatMap(([how, { at, login }]) => [
			[`test step, ${how}`, 200, (p) => go(p, `${at.ticket.hub}/test`), [at.cookie]],
			[`result, ${how}`, 200, (p) => go(p, login.path), [at.cookie]]]),
		["answer to no test", 404, (p) => go(p, "/login/callback?state=lgn_unknown")],
		["answer in another browser", 403, (p) => go(p, `/login/callback?state=${foreign.login.id}`)],
		["answer that comes again", 409, (p) => go(p, `/login/callback?state=${passed.login.id}`), passed.both],
	];
}
