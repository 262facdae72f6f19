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

// keys: { own, other }, private.
export function token_spoil(token, fault, keys) {
	const [head, body] = token.split(".").map((part, i) => i < 2 ? decoded(part) : part);
	const header = wrong_headers[fault]?.(head) ?? head;
	const text = `${encoded(header)}.${encoded(wrong_claims[fault]?.(body) ?? body)}`;
	if (fault === "none")
		return `${text}.`;
	if (fault === "hs256")
		return `${text}.${createHmac("sha256", "guessed").update(text).digest("base64url")}`;
	const key = fault === "other_key" ? keys.other : keys.own;
	return `${text}.${sign("sha256", text, key).toString("base64url")}`;
}

export const spoils_token = (fault) => fault in wrong_claims || fault in wrong_headers || fault === "other_key";
