// SPDX-License-Identifier: Apache-2.0
// token.mjs - writes the good and hostile documents of tests/unit/token anew, by npm jose
//
// node tests/unit/token.mjs
//
// A good document is whole. A hostile one has only what differs from the good one that it is "like", the
// failure that it deserves and the shape that it stands for. The keys are new each time and kept nowhere.
import { constants, createHash, createHmac, createPublicKey, generateKeyPairSync, KeyObject, sign as rawSign } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as jose from 'jose';

const folder = new URL('token/', import.meta.url);
const issuer = 'https://idp.example.com', client_id = 'postern', nonce = 'Zq4T2mJpXv9cRkY7wLs3Hd8Nf6Bg1Au5Ee0Oo_KxIiM';
const now = Date.UTC(2026, 10, 30, 12) / 1000;
const code = 'SplxlOBeZQQYbYS6WxSbIA', access_token = 'SlAV32hkKGjSlAV32hkKG';
const settings = { now: new Date(now * 1000).toISOString().replace('.000', ''), issuer, client_id, nonce };
const usual = { iss: issuer, sub: '248289761001', aud: client_id, iat: now - 5, exp: now + 300, nonce,
	email: 'ada@acme.example', email_verified: true, groups: ['staff', 'admins'], address: { country: 'DE' } };
const all = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const b64 = (data) => Buffer.from(data).toString('base64url');
const json = (value) => typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value);

// --- keys ---

const pairs = {};
async function pair(kid, alg, also = {}) {
	const made = await jose.generateKeyPair(alg, { extractable: true, ...(alg === 'EdDSA' ? { crv: 'Ed25519' } : {}) });
	pairs[kid] = { alg, private: made.privateKey, node: KeyObject.from(made.privateKey),
		jwk: { ...await jose.exportJWK(made.publicKey), kid, alg, use: 'sig', ...also } };
	return pairs[kid];
}
const set = (...kids) => ({ keys: kids.map((kid) => typeof kid === 'string' ? pairs[kid].jwk : kid) });

// --- tokens ---

const signed = (kid, claims = {}, header = {}) => new jose.CompactSign(Buffer.from(json(typeof claims === 'string' ? claims : { ...usual, ...claims })))
	.setProtectedHeader({ alg: pairs[kid].alg, kid, typ: 'JWT', ...header }).sign(pairs[kid].private);
// What jose would not write: any header and any parts, with a right signature over them.
function raw(kid, header, payload, { digest = 'sha256', options = {}, parts = (h, p) => [h, p] } = {}) {
	const input = parts(b64(json(header)), b64(json(payload))).join('.');
	return `${input}.${b64(rawSign(digest, Buffer.from(input), { key: pairs[kid]?.node ?? kid, ...options }))}`;
}
const rs256 = { alg: 'RS256', kid: 'rs256', typ: 'JWT' };
const without = (name) => { const claims = { ...usual }; delete claims[name]; return json(claims); };

// --- documents ---

const written = new Set();
function write(name, document) {
	if (written.has(name)) throw new Error(`${name} twice`);
	written.add(name);
	writeFileSync(new URL(`${name}.json`, folder), JSON.stringify(document, null, '\t') + '\n');
}
const good = (name, document) => write(`good-${name}`, { kind: 'id_token', failure: 'passed', ...settings, ...document });
const hostile = (name, like, failure, shape, document) => write(name, { like: `good-${like}`, failure, shape, ...document });

async function algorithms() {
	for (const alg of all) {
		const kid = alg.toLowerCase();
		await pair(kid, alg);
		const bits = { RS256: 256, ES256: 256, PS256: 256, RS384: 384, ES384: 384, PS384: 384 }[alg] ?? 512;
		const half = (text) => createHash(`sha${bits}`).update(text).digest().subarray(0, bits / 16).toString('base64url');
		good(kid, { algorithms: [alg], jwks: set(kid), code, access_token,
			token: await signed(kid, { at_hash: half(access_token), c_hash: half(code) }) });
	}
	await pair('other', 'RS256');
	await pair('attacker', 'RS256');
	await pair('second', 'RS256');
}

async function goods() {
	good('usual-algorithm', { jwks: set('rs256'), token: await signed('rs256') });
	good('audience-list', { jwks: set('rs256'), token: await signed('rs256', { aud: [client_id] }) });
	good('authorized-party', { jwks: set('rs256'), token: await signed('rs256', { aud: [client_id, 'api'], azp: client_id }) });
	good('no-kid-one-key', { jwks: set('rs256'), token: await signed('rs256', {}, { kid: undefined }) });
	good('no-kid-one-fits', { jwks: set('es256', 'rs256', 'eddsa'), token: await signed('rs256', {}, { kid: undefined }) });
	good('bare-key', { jwks: set({ ...pairs.rs256.jwk, use: undefined, alg: undefined }), token: await signed('rs256') });
	good('key-operations', { jwks: set({ ...pairs.rs256.jwk, key_ops: ['verify'] }), token: await signed('rs256') });
	good('strange-keys', { jwks: { keys: [7, {}, { kty: 'XYZ' }, { kty: 'oct', k: 'AAAA', kid: 'rs256' }, ...set('rs256').keys] }, token: await signed('rs256') });
	good('fraction', { jwks: set('rs256'), token: await signed('rs256', { iat: now - 5.25, exp: now + 300.5, nbf: now - 5.25 }) });
	good('within-tolerance', { jwks: set('rs256'), token: await signed('rs256', { iat: now - 200, exp: now - 59, nbf: now + 60 }) });
	good('slash', { issuer: `${issuer}/`, jwks: set('rs256'), token: await signed('rs256', { iss: `${issuer}/` }) });
	good('front-channel', { jwks: set('rs256'), token: await signed('rs256', { at_hash: 'of a token that we did not get' }) });
	const hosted = { domain_claim: 'hd', domains: ['acme.example', 'xn--mller-kva.example'], jwks: set('rs256') };
	good('hosted-domain', { ...hosted, token: await signed('rs256', { hd: 'Acme.example' }) });
	good('hosted-domain-verified', { ...hosted, token: await signed('rs256', { hd: 'xn--mller-kva.example' }) });
	good('token-answer', { kind: 'token_answer', status: 200, media_type: 'application/json; charset=utf-8',
		body: json({ access_token, token_type: 'Bearer', expires_in: 3600, id_token: 'a.b.c' }) });
	good('userinfo', { kind: 'userinfo', subject: '248289761001', media_type: 'application/json',
		body: json({ sub: '248289761001', email: 'ada@acme.example' }) });
}

async function headers() {
	const pem = createPublicKey(pairs.rs256.node).export({ type: 'spki', format: 'pem' });
	const der = createPublicKey(pairs.rs256.node).export({ type: 'spki', format: 'der' });
	const claims = b64(json(usual));
	const keyed = (key) => {
		const input = `${b64(json({ alg: 'HS256', kid: 'rs256', typ: 'JWT' }))}.${claims}`;
		return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
	};
	const is = (name, failure, shape, document) => hostile(name, 'usual-algorithm', failure, shape, document);

	is('none', 'algorithm_refused', 'none', { token: `${b64('{"alg":"none"}')}.${claims}.` });
	is('none-announced', 'algorithm_refused', 'none announced', { algorithms: ['none', 'RS256'], token: `${b64('{"alg":"none"}')}.${claims}.` });
	is('none-mixed-case', 'algorithm_refused', 'none', { token: `${b64('{"alg":"nOnE","kid":"rs256"}')}.${claims}.` });
	is('no-algorithm', 'algorithm_refused', 'none', { token: `${b64('{"kid":"rs256"}')}.${claims}.AAAA` });
	is('hs256-pem', 'algorithm_refused', 'HS256 keyed with PEM', { algorithms: ['RS256', 'HS256'], token: keyed(pem) });
	is('hs256-der', 'algorithm_refused', 'HS256 keyed with DER', { algorithms: ['RS256', 'HS256'], token: keyed(der) });
	is('hs256-jwk', 'algorithm_refused', 'HS256 keyed with JWK', { algorithms: ['RS256', 'HS256'], token: keyed(json(pairs.rs256.jwk)) });
	is('not-announced', 'algorithm_refused', 'algorithm not announced', { algorithms: ['PS256'] });
	is('only-usual', 'algorithm_refused', 'algorithm not announced', { jwks: set('es256'), token: await signed('es256') });
	is('algorithm-of-another-key', 'algorithm_refused', 'algorithm of another key', { algorithms: ['RS256', 'PS256'],
		token: raw('rs256', { alg: 'PS256', kid: 'rs256' }, usual, { options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } }) });
	is('type-of-another-key', 'algorithm_refused', 'algorithm of another key', { algorithms: ['RS256', 'ES256'], jwks: set({ ...pairs.rs256.jwk, alg: undefined }),
		token: await signed('es256', {}, { kid: 'rs256' }) });
	is('kid-unknown', 'key_unknown', 'unknown kid', { token: await signed('other') });
	is('kid-path', 'key_unknown', 'kid that looks like a path', { token: await signed('rs256', {}, { kid: '../../../../dev/null' }) });
	is('kid-sql', 'key_unknown', 'kid that looks like SQL', { token: await signed('rs256', {}, { kid: "x' UNION SELECT 'AAAA' --" }) });
	is('kid-number', 'token_unreadable', 'kid that is no text', { token: raw('rs256', { alg: 'RS256', kid: 5 }, usual) });
	is('no-kid-several-keys', 'key_ambiguous', 'no kid with several keys', { jwks: set('rs256', 'second'), token: await signed('rs256', {}, { kid: undefined }) });
	is('kid-twice', 'key_ambiguous', 'a kid twice in the set', { jwks: set('rs256', { ...pairs.second.jwk, kid: 'rs256' }) });
	is('no-kid-none-fits', 'key_unknown', 'no kid with one key', { jwks: set('es256'), token: await signed('rs256', {}, { kid: undefined }) });
	const theirs = pairs.attacker.jwk;
	is('header-jwk', 'signature_wrong', 'jwk in the header', { token: await signed('attacker', {}, { kid: 'rs256', jwk: theirs }) });
	is('header-jku', 'signature_wrong', 'jku in the header', { token: await signed('attacker', {}, { kid: 'rs256', jku: 'https://evil.example/jwks' }) });
	is('header-x5u', 'signature_wrong', 'x5u in the header', { token: await signed('attacker', {}, { kid: 'rs256', x5u: 'https://evil.example/x5u' }) });
	is('header-x5c', 'signature_wrong', 'x5c in the header', { token: await signed('attacker', {}, { kid: 'rs256', x5c: [der.toString('base64')] }) });
	is('header-jwk-own-kid', 'key_unknown', 'jwk in the header', { token: await signed('attacker', {}, { jwk: theirs }) });
	is('crit-unknown', 'critical_unknown', 'unknown crit', { token: raw('rs256', { ...rs256, crit: ['exp'], exp: 1 }, usual) });
	is('crit-empty', 'critical_unknown', 'unknown crit', { token: raw('rs256', { ...rs256, crit: [] }, usual) });
	is('crit-no-list', 'critical_unknown', 'unknown crit', { token: raw('rs256', { ...rs256, crit: null }, usual) });
	is('b64-false', 'critical_unknown', 'b64:false', { token: raw('rs256', { ...rs256, b64: false, crit: ['b64'] }, usual) });
	is('b64-false-not-critical', 'critical_unknown', 'b64:false', { token: raw('rs256', { ...rs256, b64: false }, usual) });
	is('zip', 'critical_unknown', 'zip', { token: raw('rs256', { ...rs256, zip: 'DEF' }, usual) });
	is('header-member-twice', 'token_unreadable', 'duplicate members in the header', { token: raw('rs256', '{"alg":"RS256","kid":"rs256","kid":"rs256"}', usual) });
	is('header-algorithm-twice', 'token_unreadable', 'duplicate members in the header', { token: raw('rs256', '{"alg":"none","alg":"RS256","kid":"rs256"}', usual) });
	is('header-no-object', 'token_unreadable', 'header that is no object', { token: raw('rs256', '["RS256"]', usual) });
	is('header-text-after', 'token_unreadable', 'header that is no object', { token: raw('rs256', '{"alg":"RS256","kid":"rs256"}{}', usual) });
	const jwe = await new jose.CompactEncrypt(Buffer.from(await signed('rs256'))).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
		.encrypt(await jose.importJWK({ ...pairs.rs256.jwk, alg: 'RSA-OAEP-256' }));
	is('jwe', 'token_encrypted', 'a JWE', { token: jwe });
	is('jwe-in-three-parts', 'token_encrypted', 'a JWE', { token: raw('rs256', { ...rs256, enc: 'A256GCM' }, usual) });
}

async function signatures() {
	const is = (name, failure, shape, document) => hostile(name, 'es256', failure, shape, document);
	const token = await signed('es256'), [header, payload, signature] = token.split('.'), bytes = Buffer.from(signature, 'base64url');
	const as = (other) => ({ token: `${header}.${payload}.${b64(other)}` });

	is('es256-zeros', 'signature_wrong', 'ES256 of zeros', as(Buffer.alloc(64)));
	is('es256-r-zero', 'signature_wrong', 'ES256 of zeros', as(Buffer.concat([Buffer.alloc(32), bytes.subarray(32)])));
	is('es256-der', 'signature_wrong', 'ES256 in DER', { token: raw('es256', { alg: 'ES256', kid: 'es256' }, usual) });
	is('es256-short', 'signature_wrong', 'ES256 of the wrong length', as(bytes.subarray(0, 63)));
	is('es256-long', 'signature_wrong', 'ES256 of the wrong length', as(Buffer.concat([bytes, Buffer.alloc(1)])));
	is('es256-empty', 'signature_wrong', 'no signature', as(Buffer.alloc(0)));
	hostile('rs256-empty', 'usual-algorithm', 'signature_wrong', 'no signature', { token: `${(await signed('rs256')).split('.').slice(0, 2).join('.')}.` });
	hostile('eddsa-zeros', 'eddsa', 'signature_wrong', 'EdDSA of zeros', { token: `${(await signed('eddsa')).split('.').slice(0, 2).join('.')}.${b64(Buffer.alloc(64))}` });
	const changed = (await signed('rs256')).split('.');
	changed[1] = b64(json({ ...usual, sub: 'somebody else' }));
	hostile('claims-changed', 'usual-algorithm', 'signature_wrong', 'claims changed', { token: changed.join('.') });
	const ps = raw('ps256', { alg: 'PS256', kid: 'ps256' }, usual, { options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 0 } });
	hostile('ps256-no-salt', 'ps256', 'signature_wrong', 'PSS without salt', { token: ps });
	hostile('ps256-pkcs1', 'ps256', 'signature_wrong', 'PSS without salt', { token: raw('ps256', { alg: 'PS256', kid: 'ps256' }, usual) });
	hostile('same-kid-of-another-provider', 'usual-algorithm', 'signature_wrong', 'mix-up of two providers', { token: await signed('attacker', {}, { kid: 'rs256' }) });
}

async function keys() {
	const is = (name, failure, shape, jwk, document = {}) => hostile(name, 'usual-algorithm', failure, shape, { jwks: set({ ...pairs.rs256.jwk, ...jwk }), ...document });
	const weak = generateKeyPairSync('rsa', { modulusLength: 512 });
	const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
	const publicOf = (key) => key.publicKey.export({ format: 'jwk' });

	is('rsa-512', 'keys_unreadable', 'RSA of 512 bits', publicOf(weak), { token: raw(weak.privateKey, rs256, usual) });
	is('rsa-1024', 'keys_unreadable', 'RSA of 512 bits', publicOf(short), { token: raw(short.privateKey, rs256, usual) });
	// With an exponent of 1 the padded digest is its own signature.
	const input = `${b64(json(rs256))}.${b64(json(usual))}`;
	const info = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), createHash('sha256').update(input).digest()]);
	const block = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(256 - info.length - 3, 0xff), Buffer.from([0]), info]);
	is('rsa-exponent-1', 'keys_unreadable', 'RSA with e=1', { e: 'AQ' }, { token: `${input}.${b64(block)}` });
	is('rsa-exponent-even', 'keys_unreadable', 'RSA with e=1', { e: 'Ag' });
	is('rsa-exponent-huge', 'keys_unreadable', 'RSA with e=1', { e: b64(Buffer.alloc(256, 0xff)) });
	is('rsa-modulus-huge', 'keys_unreadable', 'RSA of 512 bits', { n: b64(Buffer.alloc(16385 / 8 + 1, 0xff)) });
	is('rsa-exponent-missing', 'keys_unreadable', 'damaged JWK', { e: undefined });
	is('rsa-modulus-padded', 'keys_unreadable', 'damaged JWK', { n: `${pairs.rs256.jwk.n}==` });
	is('private-part', 'keys_unreadable', 'JWK with its private part', await jose.exportJWK(pairs.rs256.private));
	is('use-enc', 'keys_unreadable', 'JWK with use: enc', { use: 'enc' });
	is('key-ops-encrypt', 'keys_unreadable', 'JWK with other key_ops', { key_ops: ['encrypt', 'wrapKey'] });
	is('key-ops-no-list', 'keys_unreadable', 'JWK with other key_ops', { key_ops: 'verify' });
	const ec = (name, jwk) => hostile(name, 'es256', 'keys_unreadable', 'damaged JWK', { jwks: set({ ...pairs.es256.jwk, ...jwk }) });
	ec('ec-off-the-curve', { y: pairs.es256.jwk.x });
	ec('ec-short-coordinate', { x: pairs.es256.jwk.x.slice(0, -2) });
	hostile('okp-short', 'eddsa', 'keys_unreadable', 'damaged JWK', { jwks: set({ ...pairs.eddsa.jwk, x: pairs.eddsa.jwk.x.slice(0, -2) }) });
	hostile('okp-x448', 'eddsa', 'algorithm_refused', 'algorithm of another key', { jwks: set({ ...pairs.eddsa.jwk, crv: 'X25519' }) });
	const text = (name, shape, jwks_text) => hostile(name, 'usual-algorithm', 'keys_unreadable', shape, { jwks_text });
	text('jwks-html', 'jwks: HTML', '<!DOCTYPE html><html><body>Sign in</body></html>');
	text('jwks-empty', 'jwks: HTML', '');
	text('jwks-list', 'jwks: no set', json(set('rs256').keys));
	text('jwks-error', 'jwks: 404', '{"error":"not_found"}');
	text('jwks-keys-object', 'jwks: no set', json({ keys: { rs256: pairs.rs256.jwk } }));
	text('jwks-member-twice', 'duplicate members in the key set', json(set('rs256')).replace('{"keys"', '{"keys":[],"keys"'));
	text('jwks-deep', 'jwks: deep', `{"keys":${'['.repeat(40)}${']'.repeat(40)}}`);
	hostile('jwks-without-keys', 'usual-algorithm', 'key_unknown', 'jwks: no set', { jwks: { keys: [] } });
	hostile('jwks-symmetric', 'usual-algorithm', 'algorithm_refused', 'HS256 keyed with JWK', { algorithms: ['RS256', 'HS256'], jwks: { keys: [{ kty: 'oct', k: 'AAAA', kid: 'rs256' }] } });
}

async function encodings() {
	const is = (name, shape, token) => hostile(name, 'usual-algorithm', 'token_unreadable', shape, { token });
	const [header, payload, signature] = (await signed('rs256')).split('.');
	const odd = json({ ...usual, pad: 'ÿþ>>>???' });
	// Their last character has four bits that stand for nothing.
	const loose = [0, 1, 2].map((n) => json({ ...usual, pad: 'x'.repeat(n) })).find((text) => text.length % 3 === 1);

	is('base64-padding', 'base64 with padding', raw('rs256', rs256, loose, { parts: (h, p) => [h, `${p}==`] }));
	is('base64-blank', 'base64 with blanks', raw('rs256', rs256, usual, { parts: (h, p) => [h, `${p.slice(0, 8)} ${p.slice(8)}`] }));
	is('base64-line-break', 'base64 with blanks', `${header}.${payload}.${signature}\n`);
	is('base64-plus-slash', 'base64 with +/', raw('rs256', rs256, odd, { parts: (h) => [h, Buffer.from(odd).toString('base64').replace(/=+$/, '')] }));
	is('base64-stray-bits', 'base64 with stray bits', raw('rs256', rs256, loose, { parts: (h, p) => [h, p.slice(0, -1) + String.fromCharCode(p.charCodeAt(p.length - 1) + 1)] }));
	is('two-parts', 'wrong number of parts', `${header}.${payload}`);
	is('four-parts', 'wrong number of parts', `${header}.${payload}.${signature}.`);
	is('empty', 'wrong number of parts', '');
	is('no-token', 'wrong number of parts', '<html>');
	const claims = (name, shape, text) => is(name, shape, raw('rs256', rs256, text));
	const begin = json(usual).slice(0, -1);
	claims('claims-member-twice', 'duplicate members in the claims', `${begin},"sub":"somebody else"}`);
	claims('nonce-twice', 'nonce repeated', `${begin},"nonce":"${nonce}"}`);
	claims('claims-nan', 'NaN', `${begin},"n":NaN}`);
	claims('claims-1e400', '1e400', `${begin},"n":1e400}`);
	claims('exp-1e400', '1e400', json(usual).replace(`"exp":${usual.exp}`, '"exp":1e400'));
	claims('claims-1e300', '1e400', `${begin},"n":1e300}`);
	claims('exp-text', 'exp as text', json({ ...usual, exp: String(usual.exp) }));
	claims('exp-milliseconds', 'exp as text', json({ ...usual, exp: usual.exp * 1000 }));
	claims('exp-missing', 'exp missing', without('exp'));
	claims('iat-negative', 'negative iat', json({ ...usual, iat: -1 }));
	claims('iat-missing', 'iat missing', without('iat'));
	claims('nbf-text', 'exp as text', json({ ...usual, nbf: 'now' }));
	claims('claims-nul', 'NUL', json({ ...usual, email: 'ada@acme.example\u0000@evil.example' }));
	claims('claims-no-object', 'claims that are no object', json([usual]));
	claims('claims-text-after', 'claims that are no object', `${json(usual)}x`);
	claims('claims-latin-1', 'claims that are no UTF-8', Buffer.from(json({ ...usual, name: '\u00ff' }), 'latin1'));
}

async function hostedDomains() {
	const is = async (name, claims, came) => hostile(`hosted-domain-${name}`, 'hosted-domain', 'hosted_domain_wrong', 'hd of another',
		{ token: await signed('rs256', claims), came });

	await is('missing', {});
	await is('other', { hd: 'other.example' }, 'other.example');
	await is('below', { hd: 'sub.acme.example' }, 'sub.acme.example');
	await is('above', { hd: 'example' }, 'example');
	await is('empty', { hd: '' });
	await is('list', { hd: ['acme.example'] });
	await is('true', { hd: true });
	await is('star', { hd: '*' }, '*');
	await is('in-email-alone', { email: 'ada@acme.example' });
}

async function claims() {
	const is = async (name, failure, shape, changed, document = {}) => hostile(name, 'usual-algorithm', failure, shape,
		{ token: raw('rs256', rs256, typeof changed === 'string' ? changed : { ...usual, ...changed }), ...document });

	await is('issuer-slash', 'issuer_wrong', 'iss with slash', { iss: `${issuer}/` }, { came: `${issuer}/` });
	hostile('issuer-no-slash', 'slash', 'issuer_wrong', 'iss without slash', { token: await signed('rs256'), came: issuer });
	await is('issuer-http', 'issuer_wrong', 'http issuer', { iss: 'http://idp.example.com' });
	await is('issuer-other', 'issuer_wrong', 'mix-up of two providers', { iss: 'https://other.example.com' });
	await is('issuer-missing', 'issuer_wrong', 'iss missing', without('iss'));
	await is('issuer-list', 'issuer_wrong', 'iss missing', { iss: [issuer] });
	await is('issuer-tenants', 'issuer_wrong', 'issuer of any tenant', { iss: `${issuer}/11111111-2222-3333-4444-555555555555`, tid: '11111111-2222-3333-4444-555555555555' },
		{ issuer: `${issuer}/{tenantid}` });
	await is('audience-other', 'audience_wrong', 'aud of another', { aud: 'another' }, { came: 'another' });
	await is('audience-missing', 'audience_wrong', 'aud of another', without('aud'));
	await is('audience-list-of-others', 'audience_wrong', 'aud of another', { aud: ['another', 'third'] }, { came: 'another, third' });
	await is('audience-prefix', 'audience_wrong', 'aud of another', { aud: 'postern2' });
	await is('audience-number', 'audience_wrong', 'aud of another', { aud: 7 });
	await is('audience-stranger', 'authorized_party_wrong', 'aud with a stranger', { aud: [client_id, 'stranger'] });
	await is('audience-stranger-azp', 'authorized_party_wrong', 'azp another', { aud: [client_id, 'stranger'], azp: 'stranger' });
	await is('audience-number-beside', 'authorized_party_wrong', 'aud with a stranger', { aud: [client_id, 7] });
	await is('azp-other', 'authorized_party_wrong', 'azp another', { azp: 'stranger' });
	await is('azp-list', 'authorized_party_wrong', 'azp another', { azp: [client_id] });
	await is('nonce-missing', 'nonce_wrong', 'nonce missing', without('nonce'));
	await is('nonce-of-another-login', 'nonce_wrong', 'nonce repeated', { nonce: nonce.replace('Z', 'z') });
	await is('nonce-prefix', 'nonce_wrong', 'nonce repeated', { nonce: nonce.slice(0, -1) });
	await is('nonce-number', 'nonce_wrong', 'nonce missing', { nonce: 7 });
	await is('expired', 'answer_expired', 'expired', { iat: now - 400, exp: now - 60 }, { seconds: 60 });
	await is('clock-ahead', 'clock_skew', 'clock ahead', { iat: now + 61, exp: now + 400 }, { seconds: 61 });
	await is('clock-not-before', 'clock_skew', 'clock ahead', { nbf: now + 300 }, { seconds: 300 });
	await is('clock-behind', 'clock_skew', 'clock behind', { iat: now - 600, exp: now - 300 }, { started_at: '2026-11-30T11:59:30Z', seconds: -600 });
	await is('expired-since-start', 'answer_expired', 'expired', { iat: now - 600, exp: now - 300 }, { started_at: '2026-11-30T11:49:30Z', seconds: 300 });
	await is('subject-missing', 'subject_missing', 'sub missing', without('sub'));
	await is('subject-empty', 'subject_missing', 'sub missing', { sub: '' });
	await is('subject-number', 'subject_missing', 'sub missing', { sub: 7 });
	await is('subject-long', 'subject_missing', 'sub missing', { sub: 'x'.repeat(256) });
	hostile('at-hash-wrong', 'rs256', 'token_hash_wrong', 'at_hash wrong', { access_token: 'another' });
	hostile('c-hash-wrong', 'rs256', 'token_hash_wrong', 'c_hash wrong', { code: 'another' });
	hostile('at-hash-number', 'rs256', 'token_hash_wrong', 'at_hash wrong', { token: await signed('rs256', { at_hash: 7 }) });
	hostile('at-hash-whole', 'rs256', 'token_hash_wrong', 'at_hash wrong', { token: await signed('rs256', { at_hash: createHash('sha256').update(access_token).digest('base64url') }) });
}

function answers() {
	const is = (name, failure, shape, document) => hostile(name, 'token-answer', failure, shape, document);
	const html = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>';

	is('answer-html', 'not_json', 'token endpoint: 200 with HTML', { media_type: 'text/html', body: html, came: 'HTML (HTTP status 200)' });
	is('answer-html-as-json', 'not_json', 'token endpoint: 200 with HTML', { body: html });
	is('answer-html-503', 'not_json', 'token endpoint: 200 with HTML', { status: 503, media_type: 'text/html', body: html });
	is('answer-empty', 'not_json', 'token endpoint: no JSON', { body: '' });
	is('answer-form', 'not_json', 'token endpoint: no JSON', { media_type: 'application/x-www-form-urlencoded', body: 'id_token=a.b.c&access_token=secret', came: 'application/x-www-form-urlencoded (HTTP status 200)' });
	is('answer-list', 'not_json', 'token endpoint: no JSON', { body: '[{"id_token":"a.b.c"}]' });
	is('answer-member-twice', 'not_json', 'duplicate members in the answer', { body: '{"id_token":"a.b.c","id_token":"d.e.f"}' });
	is('answer-cut', 'not_json', 'token endpoint: no JSON', { body: '{"id_token":"a.b.c"' });
	is('answer-without-id-token', 'id_token_missing', 'id_token absent', { body: json({ access_token, token_type: 'Bearer' }) });
	is('answer-access-token-of-two-lines', 'token_unreadable', 'a header inside the access token', { body: json({ access_token: 'a\r\nX-Other: b', id_token: 'a.b.c' }) });
	is('answer-id-token-null', 'id_token_missing', 'id_token absent', { body: '{"id_token":null}' });
	is('answer-id-token-object', 'id_token_missing', 'id_token absent', { body: '{"id_token":{}}' });
	is('answer-id-token-empty', 'id_token_missing', 'id_token absent', { body: '{"id_token":""}' });
	is('answer-code-twice', 'code_refused', 'a code twice', { status: 400, body: json({ error: 'invalid_grant', error_description: 'The code was used before.' }) });
	is('answer-client-refused', 'client_refused', 'invalid_client', { status: 401, body: json({ error: 'invalid_client' }) });
	is('answer-error-and-token', 'code_refused', 'error and token together', { body: json({ error: 'invalid_grant', id_token: 'a.b.c' }) });
	is('answer-error-object', 'provider_error', 'an error of its own', { status: 400, body: json({ error: { code: 7, message: 'Something is wrong', status: 'INVALID_ARGUMENT' } }) });
	is('answer-status-alone', 'provider_error', 'an error of its own', { status: 500, body: json({ id_token: 'a.b.c' }) });
	const user = (name, failure, shape, document) => hostile(name, 'userinfo', failure, shape, document);
	user('userinfo-of-another', 'userinfo_of_another', 'another sub in userinfo', { body: json({ sub: '248289761002', email: 'ada@acme.example' }), came: '248289761002' });
	user('userinfo-without-sub', 'userinfo_of_another', 'another sub in userinfo', { body: json({ email: 'ada@acme.example' }) });
	user('userinfo-sub-number', 'userinfo_of_another', 'another sub in userinfo', { body: '{"sub":248289761001}' });
	user('userinfo-sub-twice', 'userinfo_failed', 'duplicate members in the answer', { body: '{"sub":"248289761002","sub":"248289761001"}' });
	user('userinfo-jwt', 'userinfo_failed', 'userinfo as a token', { media_type: 'application/jwt', body: 'a.b.c' });
	user('userinfo-html', 'userinfo_failed', 'userinfo as HTML', { media_type: 'text/html', body: html });
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
await algorithms();
await goods();
await headers();
await signatures();
await keys();
await encodings();
await claims();
await hostedDomains();
answers();
console.log(`${readdirSync(folder).length} documents`);
