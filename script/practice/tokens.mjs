// SPDX-License-Identifier: Apache-2.0
// tokens.mjs - makes an ID token wrong in one respect, and signs it again
import { createHmac, sign } from "node:crypto";

const encoded = (object) => Buffer.from(JSON.stringify(object)).toString("base64url");
const decoded = (part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));

const now = () => Math.floor(Date.now() / 1000);
const shifted = (claims, seconds) => ({ ...claims, iat: now() + seconds, exp: now() + seconds + 300,
	...(claims.nbf && { nbf: now() + seconds }) });

const wrong_claims = {
	audience: (c) => ({ ...c, aud: "another-application" }),
	issuer: (c) => ({ ...c, iss: `${c.iss}/` }),
	nonce: (c) => ({ ...c, nonce: "another-nonce" }),
	expired: (c) => ({ ...c, exp: now() - 120 }),
	behind: (c) => shifted(c, -7200),
	ahead: (c) => shifted(c, 600),
	hash: (c) => ({ ...c, at_hash: "AAAAAAAAAAAAAAAAAAAAAA", c_hash: "AAAAAAAAAAAAAAAAAAAAAA" }),
	subject: ({ sub, ...c }) => c,
};

const wrong_headers = {
	unknown_key: (h) => ({ ...h, kid: "a-key-that-is-not-published" }),
	none: (h) => ({ ...h, alg: "none" }),
	hs256: (h) => ({ ...h, alg: "HS256" }),
	critical: (h) => ({ ...h, crit: ["exp-in-minutes"] }),
};

const parts_of = (token) => token.split(".", 2).map(decoded);

function signed(header, claims, key) {
	const text = `${encoded(header)}.${encoded(claims)}`;
	return `${text}.${sign("sha256", text, key).toString("base64url")}`;
}

// As another product would have it: change(claims).
export function token_change(token, change, key) {
	const [header, claims] = parts_of(token);
	return signed(header, change(claims), key);
}

// keys: { own, other }, private.
export function token_spoil(token, fault, keys) {
	const [head, body] = parts_of(token);
	const header = wrong_headers[fault]?.(head) ?? head;
	const claims = wrong_claims[fault]?.(body) ?? body;
	const text = `${encoded(header)}.${encoded(claims)}`;
	if (fault === "none")
		return `${text}.`;
	if (fault === "hs256")
		return `${text}.${createHmac("sha256", "guessed").update(text).digest("base64url")}`;
	return signed(header, claims, fault === "other_key" ? keys.other : keys.own);
}

export const spoils_token = (fault) => fault in wrong_claims || fault in wrong_headers || fault === "other_key";
