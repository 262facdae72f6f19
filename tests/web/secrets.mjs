// SPDX-License-Identifier: Apache-2.0
// secrets.mjs - every secret that the tests were given, for logs.test.mjs to look for
import { appendFileSync, existsSync, readFileSync } from "node:fs";

const file = `${process.env.POSTERN_VAR}/secrets-given`;

export function remember(secret) {
	appendFileSync(file, `${secret}\n`);
	return secret;
}

export function all_given() {
	return existsSync(file) ? [...new Set(readFileSync(file, "utf8").trim().split("\n"))] : [];
}
