// SPDX-License-Identifier: Apache-2.0
// documents.mjs - the metadata, certificates and keys of tests/unit, as bytes
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const unit = fileURLToPath(new URL("../unit", import.meta.url));

export const valid_names = () => readdirSync(`${unit}/metadata/valid`).sort();
export const metadata_bytes = (name, kind = "valid") => readFileSync(`${unit}/metadata/${kind}/${name}/metadata.xml`);
const valid = (name, file) => `${unit}/metadata/valid/${name}/${file}`;
const lines_of = (path) => existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
export const metadata_expected = (name) => ({ ...JSON.parse(readFileSync(valid(name, "expected.json"), "utf8")),
	warnings: lines_of(valid(name, "warnings.txt")) });
export const certificate_bytes = (name) => readFileSync(`${unit}/certificate/${name}`);
export const sentence_of = (name) => readFileSync(`${unit}/metadata/invalid/${name}/sentence.txt`, "utf8").trim();

// As somebody sees it who opens it in an editor, and copies from there.
export function as_seen(bytes) {
	if (bytes[0] === 0xfe || (bytes[0] === 0 && bytes[1] === 0x3c))
		return new TextDecoder("utf-16be").decode(bytes);
	if (bytes[0] === 0xff || (bytes[0] === 0x3c && bytes[1] === 0))
		return new TextDecoder("utf-16le").decode(bytes);
	const is_latin = /^<\?xml[^>]*ISO-8859-1/i.test(bytes.toString("latin1"));
	return new TextDecoder(is_latin ? "latin1" : "utf-8").decode(bytes);
}
