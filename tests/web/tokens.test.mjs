// SPDX-License-Identifier: Apache-2.0
// tokens.test.mjs - a second opinion, npm jose, on each token of tests/unit/token
//
// It knows JWT and JWK, not OpenID Connect, and leaves some rules to its caller; so it accepts the tokens in
// the table. Every other one it judges as we do.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import * as jose from 'jose';

const folder = new URL('../unit/token/', import.meta.url);
const differences = {
	'rules of OpenID Connect: azp, nonce, at_hash, c_hash, what a sub may be': ['at-hash-number', 'at-hash-whole', 'at-hash-wrong', 'audience-number-beside', 'audience-stranger',
		'audience-stranger-azp', 'azp-list', 'azp-other', 'c-hash-wrong', 'nonce-missing', 'nonce-number', 'nonce-of-another-login', 'nonce-prefix', 'subject-empty',
		'subject-long', 'subject-number'],
	'an iat in the future or negative, and an exp in milliseconds': ['clock-ahead', 'exp-milliseconds', 'iat-negative'],
	'JSON.parse: the last of two members counts, 1e400 is Infinity, NUL is a character': ['claims-1e300', 'claims-1e400', 'claims-member-twice', 'claims-nul', 'exp-1e400',
		'header-algorithm-twice', 'header-member-twice', 'jwks-member-twice', 'nonce-twice'],
	'base64 with padding, blanks or stray bits': ['base64-blank', 'base64-line-break', 'base64-padding', 'base64-stray-bits', 'rsa-modulus-padded'],
	'members of the header that belong to a JWE, and b64 that is not critical': ['b64-false-not-critical', 'jwe-in-three-parts', 'zip'],
	'an RSA key with an exponent of 1, under which anybody can sign': ['rsa-exponent-1'],
};
// A key set with an item that is no key: the keys beside it still count for us (RFC 7517, section 5).
const refusedAlone = ['good-strange-keys'];

const read = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder)));
const names = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)).sort();

async function accepts(d) {
	try {
		const keys = jose.createLocalJWKSet(d.jwks_text === undefined ? d.jwks : JSON.parse(d.jwks_text));
		await jose.jwtVerify(d.token, keys, { issuer: d.issuer, audience: d.client_id, algorithms: d.algorithms ?? ['RS256'],
			clockTolerance: 60, currentDate: new Date(d.now), requiredClaims: ['sub', 'iat', 'exp'] });
		return true;
	} catch {
		return false;
	}
}

test('jose refuses what we refuse and accepts what we accept, but for the differences that are known', async () => {
	const accepted = [], refused = [];
	let agreed = 0;

	for (const name of names) {
		const own = read(name), d = own.like === undefined ? own : { ...read(own.like), ...own };
		if (d.kind !== 'id_token')
			continue;
		const theirs = await accepts(d), ours = d.failure === 'passed';
		if (theirs === ours)
			agreed++;
		else
			(theirs ? accepted : refused).push(name);
	}
	assert.deepEqual(accepted, Object.values(differences).flat().sort());
	assert.deepEqual(refused, refusedAlone);
	assert.ok(agreed > 100, `they agree on ${agreed} only`);
});
