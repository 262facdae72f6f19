// SPDX-License-Identifier: Apache-2.0
// keys.mjs - pairs of keys with certificates; those in a folder stay the same at the next start
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

function make(folder, name) {
	execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-days", "3650", "-subj", `/CN=${name}`,
		"-keyout", `${folder}/${name}.key`, "-out", `${folder}/${name}.crt`], { stdio: "ignore" });
}

function read(folder, name) {
	const part = (ending) => readFileSync(`${folder}/${name}.${ending}`, "utf8");
	return { key: part("key"), cert: part("crt") };
}

// keep: the folder to keep it in; without one it is made anew.
export function pair_of(name, keep) {
	if (!keep) {
		const folder = mkdtempSync(`${tmpdir()}/practice-`);
		make(folder, name);
		const pair = read(folder, name);
		rmSync(folder, { recursive: true });
		return pair;
	}
	mkdirSync(keep, { recursive: true, mode: 0o700 });
	if (!existsSync(`${keep}/${name}.crt`))
		make(keep, name);
	return read(keep, name);
}
