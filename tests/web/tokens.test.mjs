// SPDX-License-Identifier: Apache-2.0
// tokens.test.mjs - second opinions on each token of tests/unit/token: npm jose and npm oauth4webapi
//
// jose knows JWT and JWK and leaves the rest to its caller. oauth4webapi, on which openid-client stands, knows
// OpenID Connect, too. Neither is as strict as we are; the tables have what only they accept, by the reason.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import * as jose from 'jose';
import * as oauth from 'oauth4webapi';

const folder = new URL('../unit/token/', import.meta.url);
const both = {
	'hashes of code and access token': ['at-hash-number', 'at-hash-whole', 'at-hash-wrong', 'c-hash-wrong'],
	'azp beside one audience': ['azp-list', 'azp-other'],
	'what a sub may be': ['subject-empty', 'subject-long'],
	'an iat in the future or negative, and an exp in milliseconds': ['clock-ahead', 'exp-milliseconds', 'iat-negative'],
	'JSON.parse: the last of two members counts, 1e400 is Infinity, NUL is a character': ['claims-1e300', 'claims-1e400', 'claims-member-twice', 'claims-nul', 'exp-1e400',
		'header-algorithm-twice', 'header-member-twice', 'jwks-member-twice', 'nonce-twice'],
	'base64 with padding, blanks or stray bits': ['base64-blank', 'base64-line-break', 'base64-padding', 'base64-stray-bits', 'rsa-modulus-padded'],
	'members of the header that belong to a JWE, and b64 that is not critical': ['b64-false-not-critical', 'jwe-in-three-parts', 'zip'],
	'an RSA key with an exponent of 1, under which anybody can sign': ['rsa-exponent-1'],
	'the hosted domain, a claim of Google alone': ['hosted-domain-above', 'hosted-domain-below', 'hosted-domain-empty', 'hosted-domain-in-email-alone', 'hosted-domain-list',
		'hosted-domain-missing', 'hosted-domain-other', 'hosted-domain-star', 'hosted-domain-true'],
};
const joseAlone = {
	'rules of OpenID Connect': ['audience-number-beside', 'audience-stranger', 'audience-stranger-azp', 'nonce-missing', 'nonce-number', 'nonce-of-another-login',
		'nonce-prefix', 'subject-number'],
};
const oauthAlone = {
	'base64 of the other alphabet': ['base64-plus-slash'],
	'claims that are no UTF-8': ['claims-latin-1'],
	'key_ops that are no list': ['key-ops-no-list'],
};
// A key set with an item that is no key: the keys beside it still count for us (RFC 7517, section 5).
const refusedByThem = ['good-strange-keys'];

const read = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder)));
const documents = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)).sort().map((name) => {
	const own = read(name);
	return { name, ...(own.like === undefined ? {} : read(own.like)), ...own };
}).filter((d) => d.kind === 'id_token');

async function joseVerifies(d) {
	const keys = jose.createLocalJWKSet(d.jwks_text === undefined ? d.jwks : JSON.parse(d.jwks_text));

	await jose.jwtVerify(d.token, keys, { issuer: d.issuer, audience: d.client_id, algorithms: d.algorithms ?? ['RS256'],
		clockTolerance: 60, currentDate: new Date(d.now), requiredClaims: ['sub', 'iat', 'exp'] });
}

async function oauthVerifies(d) {
	const json = (body) => new Response(body, { headers: { 'content-type': 'application/json' } });
	const server = { issuer: d.issuer, jwks_uri: 'https://idp.example.com/jwks', id_token_signing_alg_values_supported: d.algorithms };
	const client = { client_id: d.client_id, [oauth.clockTolerance]: 60 };
	const answer = json(JSON.stringify({ access_token: d.access_token ?? 'x', token_type: 'Bearer', id_token: d.token }));

	await oauth.processAuthorizationCodeResponse(server, client, answer, { expectedNonce: d.nonce, requireIdToken: true });
	await oauth.validateApplicationLevelSignature(server, answer, { [oauth.customFetch]: async () => json(d.jwks_text ?? JSON.stringify(d.jwks)) });
}

async function compare(t, verifies, ...tables) {
	const accepted = [], refused = [];
	let agreed = 0;

	t.mock.timers.enable({ apis: ['Date'], now: Date.parse(documents[0].now) });
	for (const d of documents) {
		assert.equal(Date.parse(d.now), Date.now());
		const theirs = await verifies(d).then(() => true, () => false), ours = d.failure === 'passed';
		if (theirs === ours)
			agreed++;
		else
			(theirs ? accepted : refused).push(d.name);
	}
	assert.deepEqual(accepted, tables.flatMap((table) => Object.values(table).flat()).sort());
	assert.deepEqual(refused, refusedByThem);
	assert.ok(agreed > 100, `they agree on ${agreed} only`);
}

test('jose accepts and refuses what we do, but for the differences that are known', (t) => compare(t, joseVerifies, both, joseAlone));
test('oauth4webapi accepts and refuses what we do, but for the differences that are known', (t) => compare(t, oauthVerifies, both, oauthAlone));
