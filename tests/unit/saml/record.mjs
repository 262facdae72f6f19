// SPDX-License-Identifier: Apache-2.0
//
// record.mjs OUT - responses of a real identity provider, npm samlp 8 with saml 4
//
// Run once, where these packages are, at the time of the tests:
//   faketime '2026-12-01 12:00:00' node record.mjs genuine
// The tests read the documents that it wrote, and need no Node.js.

import { createPublicKey } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { fileURLToPath } from "node:url"

const require = createRequire(path.join(process.cwd(), "record.mjs"))
const samlp = require("samlp")
const folder = path.dirname(fileURLToPath(import.meta.url))
const key = name => readFileSync(path.join(folder, "keys", name))

const USER = {
	id: "u-1001", displayName: "Ada Lovelace", name: { givenName: "Ada", familyName: "Lovelace" },
	emails: [{ value: "ada@customer.example" }],
	groups: ["engineering", "analysts"],
}
const COMMON = {
	issuer: "https://idp.example/metadata", cert: key("idp.pem"), key: key("idp.key"),
	audience: "urn:postern:acme:saml", destination: "https://login.example/login/callback",
	recipient: "https://login.example/login/callback", inResponseTo: "_request1", lifetimeInSeconds: 300,
	signatureAlgorithm: "rsa-sha256", digestAlgorithm: "sha256", authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
	sessionIndex: "_session1",
}
const ENCRYPTED = {
	encryptionCert: key("sp.pem"), disallowEncryptionWithInsecureAlgorithm: false,
	encryptionPublicKey: createPublicKey(key("sp.pem")).export({ type: "spki", format: "pem" }),
}
const XENC = "http://www.w3.org/2001/04/xmlenc#"
const XENC11 = "http://www.w3.org/2009/xmlenc11#"
const RECORDS = {
	"samlp-assertion": {},
	"samlp-response": { signAssertion: false, signResponse: true },
	"samlp-both": { signResponse: true },
	"samlp-prefix": { signResponse: true, signatureNamespacePrefix: "ds" },
	"samlp-sha1": { signatureAlgorithm: "rsa-sha1", digestAlgorithm: "sha1" },
	"samlp-untyped": { typedAttributes: false, includeAttributeNameFormat: false },
	"samlp-aes128-cbc": { ...ENCRYPTED, signResponse: true, encryptionAlgorithm: `${XENC}aes128-cbc` },
	"samlp-aes256-cbc": { ...ENCRYPTED, encryptionAlgorithm: `${XENC}aes256-cbc` },
	"samlp-aes128-gcm": { ...ENCRYPTED, encryptionAlgorithm: `${XENC11}aes128-gcm` },
	"samlp-aes256-gcm": { ...ENCRYPTED, signResponse: true, signAssertion: false, encryptionAlgorithm: `${XENC11}aes256-gcm` },
}

for (const [name, options] of Object.entries(RECORDS)) {
	const response = await new Promise((resolve, reject) => samlp.getSamlResponse({ ...COMMON, ...options }, USER,
		(error, text) => error ? reject(error) : resolve(text)))
	writeFileSync(path.join(process.argv[2], `${name}.xml`), response)
}
