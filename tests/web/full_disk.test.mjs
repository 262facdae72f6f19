// SPDX-License-Identifier: Apache-2.0
// A log that cannot be written costs the log line and nothing else.
import assert from "node:assert/strict";
import { readlinkSync } from "node:fs";
import { describe, it } from "node:test";
import { ask } from "./ask.mjs";
import { ticket_make } from "./api.mjs";
import { page_of, provider_choose, session_open } from "./person.mjs";
import { workers } from "./processes.mjs";
import { server_start } from "./sites.mjs";

describe("a full disk", () => {
	it("does not keep postern-web from serving", async () => {
		const server = await server_start("full-disk", {}, "/dev/full");
		const at = { at: server.at };
		const ticket = await ticket_make();
		const before = workers(server.web.pid);
		assert.equal(readlinkSync(`/proc/${before[0]}/fd/2`), "/dev/full");
		assert.equal((await ask(ticket.path, at)).status, 200);
		assert.equal((await ask("/nowhere", at)).status, 404);
		const cookie = await session_open(ticket, at);
		assert.equal((await provider_choose(ticket, cookie, "okta")).status, 303);
		assert.match((await page_of(ticket, cookie, "", at)).text, /Okta, OpenID Connect/);
		assert.deepEqual(workers(server.web.pid), before, "no worker died of it");
		assert.deepEqual(await server.end(), { code: 0, signal: null });
	});
});
