// SPDX-License-Identifier: Apache-2.0
// How often calls of the API ask the database. The name of this file puts it after the files that call.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

const MOST = 2;
// One more makes a refusal known to those who watch.
const most = (line) => MOST + ["401", "403", "429"].includes(line.status);

describe("calls of the Management API", () => {
	it("ask the database twice at the most, asking who calls included, and once more if they are refused", () => {
		const calls = readFileSync(`${process.env.POSTERN_VAR}/log/web.log`, "utf8").split("\n").filter(Boolean)
			.map((line) => JSON.parse(line))
			.filter((line) => line.message === "request" && line.route.startsWith("/api/"));
		assert.ok(calls.length > 0);
		assert.deepEqual(calls.filter((line) => Number(line.round_trips) > most(line))
			.map((line) => `${line.method} ${line.route}: ${line.round_trips}`), []);
		assert.ok(calls.some((line) => Number(line.round_trips) === MOST));
	});
});
