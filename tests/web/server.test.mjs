// SPDX-License-Identifier: Apache-2.0
// The promises of script/server.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, domain, origin } from "./ask.mjs";
import { api, ticket_of, token_fresh } from "./api.mjs";
import { environment_of, is_running, jobs_supervisor, web_supervisor, workers } from "./processes.mjs";
import { psql } from "./psql.mjs";

const script = fileURLToPath(new URL("../../script/server", import.meta.url));
const folder = process.env.POSTERN_VAR;

function second_start(settings) {
	return spawnSync(script, [], { encoding: "utf8", env: { ...process.env, ...settings } });
}

describe("script/server", () => {
	it("writes demo.env with every name once, and each of them works", async () => {
		const lines = readFileSync(`${folder}/demo.env`, "utf8").trim().split("\n");
		assert.deepEqual(lines.map((line) => line.slice(0, line.indexOf("="))), ["POSTERN_URL", "POSTERN_DOMAIN",
			"POSTERN_CA", "POSTERN_CLIENT_ID", "POSTERN_CLIENT_SECRET", "POSTERN_PROFILE_ID", "POSTERN_TICKET_URL",
			"POSTERN_DATABASE", "POSTERN_SEAL_PUBLIC_KEY", "POSTERN_SEAL_SECRET_KEY"]);
		assert.equal(statSync(`${folder}/demo.env`).mode & 0o077, 0, "it holds a secret");
		const env = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
		assert.equal(env.POSTERN_URL, `https://${env.POSTERN_DOMAIN}`);
		assert.equal(env.POSTERN_URL, origin);
		assert.equal(env.POSTERN_DOMAIN, domain);
		assert.match(readFileSync(env.POSTERN_CA, "utf8"), /BEGIN CERTIFICATE/);
		assert.match(await token_fresh(), /^[A-Za-z0-9]{43}$/);
		const profile = await api("GET", `/api/v2/self-service-profiles/${env.POSTERN_PROFILE_ID}`);
		assert.equal(profile.json().name, "Demo");
		assert.equal((await ask(ticket_of(env.POSTERN_TICKET_URL).path)).status, 200);
		assert.equal(psql("SELECT count(*) FROM tenant WHERE tenant_id = 'demo'"), "1");
		const { POSTERN_SEAL_PUBLIC_KEY: open, POSTERN_SEAL_SECRET_KEY: secret } = environment_of(jobs_supervisor());
		assert.deepEqual([env.POSTERN_SEAL_PUBLIC_KEY, env.POSTERN_SEAL_SECRET_KEY], [open, secret]);
	});

	it("gives the web workers and the job workers a user each if root runs it, and the key to the latter alone", () => {
		const status = (pid, name) => readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`^${name}:\\s*(\\S+)`, "m"))[1];
		const [web, jobs] = [web_supervisor(), jobs_supervisor()].map((pid) => [pid, ...workers(pid)]
			.map((each) => Number(status(each, "Uid"))));
		const { POSTERN_SEAL_SECRET_KEY } = environment_of(jobs_supervisor());
		const key = statSync(POSTERN_SEAL_SECRET_KEY);
		assert.equal(key.mode & 0o777, 0o600);
		assert.deepEqual([...new Set(jobs)], [key.uid]);
		if (process.getuid() !== 0) {
			assert.deepEqual([...new Set(web)], [process.getuid()]);
			return;
		}
		assert.equal(new Set(web).size, 1);
		assert.ok(web[0] !== 0 && jobs[0] !== 0 && web[0] !== jobs[0], `web ${web[0]}, jobs ${jobs[0]}`);
		for (const pid of [web_supervisor(), jobs_supervisor()]) {
			assert.equal(status(pid, "CapEff"), "0000000000000000");
			assert.equal(status(pid, "NoNewPrivs"), "1");
		}
		assert.notEqual(spawnSync("setpriv", [`--reuid=${web[0]}`, "--clear-groups", "cat", POSTERN_SEAL_SECRET_KEY]).status, 0);
	});

	it("does not start twice on the same folder, and leaves the first alone", async () => {
		const second = second_start({});
		assert.equal(second.status, 1);
		assert.match(second.stderr, /another script\/server is using/);
		assert.ok(is_running(web_supervisor()) && is_running(jobs_supervisor()));
		assert.equal((await ask("/healthz")).status, 200);
	});

	it("does not start on a port that is taken", async () => {
		const other = mkdtempSync(`${tmpdir()}/postern-test-`);
		const second = second_start({ POSTERN_VAR: other, POSTERN_PORT: new URL(origin).port });
		rmSync(other, { recursive: true });
		assert.equal(second.status, 1);
		assert.match(second.stderr, /port \d+ is in use; choose another with POSTERN_PORT/);
		assert.equal((await ask("/healthz")).status, 200);
	});

	it("explains itself", () => {
		const help = spawnSync(script, ["--help"], { encoding: "utf8" });
		assert.equal(help.status, 0);
		for (const name of ["POSTERN_PORT", "POSTERN_HTTP_PORT", "POSTERN_WORKERS", "POSTERN_RATE_LIMITS", "POSTERN_VAR"])
			assert.match(help.stdout, new RegExp(name));
		assert.equal(spawnSync(script, ["--wrong"]).status, 1);
	});
});
