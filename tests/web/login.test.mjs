// SPDX-License-Identifier: Apache-2.0
// A test of the connection at providers that nobody here wrote: it passes, and each fault is told by its name.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openid_faults } from "../../script/practice/openid.mjs";
import { saml_faults, saml_start } from "../../script/practice/saml.mjs";
import { tables_with } from "./setup.mjs";
import { answer_bring, connection_ready, failure_of, result_of, state_of, test_run, test_start } from "./login.mjs";
import { CLIENT_ID, openid_provider_start } from "./openid_provider.mjs";
import { provider_visit } from "./provider_visit.mjs";
import { remember } from "./secrets.mjs";

const SECRET = remember("login-Secret_of+the/tests==never-shown");
const PASSES = "passed";

const openid_failures = {
	not_assigned: "user_not_assigned", denied: "access_denied", consent: "consent_missing", audience: "audience_wrong",
	issuer: "issuer_wrong", nonce: "nonce_wrong", expired: "answer_expired", ahead: "clock_skew", behind: "clock_skew", other_key: "signature_wrong",
	unknown_key: "key_unknown", none: "algorithm_refused", hs256: "algorithm_refused", critical: "critical_unknown",
	hash: "token_hash_wrong", subject: "subject_missing", no_token: "id_token_missing", nameless: "issuer_missing", client: "client_refused",
	code: "code_refused", html: "not_json", slow: PASSES,
};
const saml_failures = {
	denied: "status_request_denied", authn: "status_authn_failed", audience: "audience_wrong", recipient: "recipient_wrong",
	destination: "destination_wrong", issuer: "issuer_wrong", unsigned: "unsigned", other_key: "signed_by_another",
	sha1: "sha1_refused", altered: "signature_wrong", expired: "answer_expired", ahead: "clock_skew", behind: "clock_skew",
	other_request: "request_of_another", unsolicited: "unsolicited", transient: PASSES, encrypted: "encrypted_to_another",
	relay: PASSES,
};

describe("a test at an OpenID provider", () => {
	let provider, at;

	before(async () => {
		provider = await openid_provider_start(SECRET);
		at = await connection_ready("oidc", { discovery_url: provider.issuer, client_id: CLIENT_ID, client_secret: SECRET, type: "back_channel" });
	});
	after(() => provider.end());

	it("knows every fault of the practice provider", () =>
		assert.deepEqual(Object.keys(openid_failures).sort(), Object.keys(openid_faults).filter((name) => name !== "silent").sort()));

	it("passes, and shows what arrived", async () => {
		const { failure, page } = await test_run(at, "ada");
		assert.equal(failure, PASSES, page);
		assert.match(page, /<h1>The test passed<\/h1>/);
		for (const value of ["ada@practice.example", "Lovelace", "engineers"])
			assert.ok(page.includes(value), value);
	});

	for (const [fault, expected] of Object.entries(openid_failures))
		it(`tells ${expected}: ${fault}`, async () => {
			const { failure, page } = await test_run(at, "ada", fault);
			assert.equal(failure, expected, page);
		});

	it("misses an attribute that is required", async () => {
		const { failure, page } = await test_run(at, "nomail");
		assert.equal(failure, "attribute_missing");
		assert.match(page, /Required, but not received/);
	});

	it("keeps nothing of the answer but its claims", async () => {
		const login = await test_start(at);
		const answer = await provider_visit(login.leads, "grace");
		const code = remember(new URL(answer.path, "https://x").searchParams.get("code"));
		await answer_bring(at, login, answer);
		await result_of(at, login);
		assert.equal(failure_of(login), PASSES);
		assert.deepEqual(tables_with(code), []);
	});

	it("ends a test whose answer another browser brings", async () => {
		const login = await test_start(at);
		const answer = await provider_visit(login.leads);
		const brought = await answer_bring(at, { ...login, cookie: "__Host-postern-login=somebody-elses" }, answer);
		assert.equal(brought.status, 403, brought.text);
		assert.equal(state_of(login), "failed");
		assert.equal(failure_of(login), "another_browser");
		await answer_bring(at, login, answer);
		assert.equal(failure_of(login), "another_browser");
	});

	it("takes an answer once", async () => {
		const login = await test_start(at);
		const answer = await provider_visit(login.leads);
		await answer_bring(at, login, answer);
		await result_of(at, login);
		const again = await answer_bring(at, login, answer);
		assert.notEqual(again.status, 500);
		assert.equal(failure_of(login), PASSES);
	});
});

describe("a test at an OpenID provider whose ID token comes through the browser", () => {
	let provider, at;

	before(async () => {
		provider = await openid_provider_start(SECRET);
		at = await connection_ready("oidc", { discovery_url: provider.issuer, client_id: CLIENT_ID, type: "front_channel" });
	});
	after(() => provider.end());

	it("passes", async () => assert.equal((await test_run(at, "ada")).failure, PASSES));

	for (const fault of ["audience", "nonce", "other_key", "none"])
		it(`tells ${openid_failures[fault]}: ${fault}`, async () =>
			assert.equal((await test_run(at, "ada", fault)).failure, openid_failures[fault]));
});

describe("a test at a SAML identity provider", () => {
	let provider, at;

	before(async () => {
		provider = await saml_start({ tls: `${process.env.POSTERN_VAR}/tls` });
		at = await connection_ready("samlp", { source: "url", metadata_url: provider.metadata_url });
	});
	after(() => provider.end());

	it("knows every fault of the practice provider", () =>
		assert.deepEqual(Object.keys(saml_failures).sort(), Object.keys(saml_faults).filter((name) => name !== "silent").sort()));

	it("passes, and shows what arrived", async () => {
		const { failure, page } = await test_run(at, "ada");
		assert.equal(failure, PASSES, page);
		for (const value of ["ada@practice.example", "Lovelace"])
			assert.ok(page.includes(value), value);
	});

	for (const [fault, expected] of Object.entries(saml_failures))
		it(`tells ${expected}: ${fault}`, async () => {
			const { failure, page } = await test_run(at, "ada", fault);
			assert.equal(failure, expected, page);
		});

	it("takes a response once", async () => {
		const first = await test_start(at);
		const answer = await provider_visit(first.leads);
		await answer_bring(at, first, answer);
		await result_of(at, first);
		const second = await test_start(at);
		await answer_bring(at, second, { ...answer, fields: { ...answer.fields, RelayState: second.id } });
		await result_of(at, second);
		assert.equal(failure_of(second), "request_of_another");
	});
});
