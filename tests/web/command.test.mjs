// SPDX-License-Identifier: Apache-2.0
// postern, the command line, against the running database.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { ask } from "./ask.mjs";
import { ticket_make, ticket_of } from "./api.mjs";
import { page_of, session_open } from "./person.mjs";
import { count, psql } from "./psql.mjs";
import { remember } from "./secrets.mjs";

const program = `${process.env.POSTERN_BUILD}/src/postern`;
const tenant = `test-${process.pid}`;
const PASSWORD = "correct horse battery staple";

function postern(words, options = {}) {
	const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8", ...options });
	return { status, stdout, stderr };
}

function well(...words) {
	const result = postern(words);
	assert.deepEqual({ ...result, stdout: "" }, { status: 0, stdout: "", stderr: "" });
	return result.stdout;
}

function refused(status, reason, ...words) {
	const result = postern(words);
	assert.equal(result.status, status, result.stderr);
	assert.equal(result.stdout, "");
	assert.match(result.stderr, reason);
}

// A folder that goes again, and `postern key create` with its files there.
function with_keys(test) {
	const folder = mkdtempSync(join(tmpdir(), "postern-keys-"));
	const [secret, open] = ["sub/seal.key", "sub/seal.pub"].map((name) => join(folder, name));
	const env = { ...process.env, POSTERN_SEAL_SECRET_KEY: secret, POSTERN_SEAL_PUBLIC_KEY: open };
	try {
		test({ folder: join(folder, "sub"), secret, open, env, create: () => postern(["key", "create"], { env }) });
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const DONE = { status: 0, stdout: "", stderr: "" };

describe("postern key create", () => {
	it("makes both halves once, the secret one for its owner alone", () => {
		with_keys(({ folder, secret, open, create }) => {
			assert.deepEqual(create(), DONE);
			assert.equal(statSync(secret).mode & 0o777, 0o600);
			assert.match(readFileSync(open, "utf8"), /^[0-9a-f]{64}\n$/);
			const before = [secret, open].map((path) => readFileSync(path, "utf8"));
			assert.deepEqual(create(), DONE);
			assert.deepEqual([secret, open].map((path) => readFileSync(path, "utf8")), before);
			assert.deepEqual(readdirSync(folder).sort(), ["seal.key", "seal.pub"]);
		});
	});

	it("makes one pair, however many come at once", () => {
		for (let round = 0; round < 10; round++)
			with_keys(({ folder, secret, open, env, create }) => {
				const { status, stderr } = spawnSync("sh", ["-c", 'for i in 1 2 3 4; do "$0" key create & done; wait',
					program], { encoding: "utf8", env });
				assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
				const pair = [secret, open].map((path) => readFileSync(path, "utf8"));
				rmSync(open);
				assert.deepEqual(create(), DONE);
				assert.deepEqual([secret, open].map((path) => readFileSync(path, "utf8")), pair);
				assert.deepEqual(readdirSync(folder).sort(), ["seal.key", "seal.pub"]);
			});
	});

	it("finishes what an earlier try left unfinished", () => {
		with_keys(({ secret, open, create }) => {
			assert.deepEqual(create(), DONE);
			const [kept, half] = [secret, open].map((path) => readFileSync(path, "utf8"));
			rmSync(open);
			writeFileSync(`${secret}.new`, "half a k");
			writeFileSync(`${open}.new`, "half a k");
			assert.deepEqual(create(), DONE);
			assert.deepEqual([secret, open].map((path) => readFileSync(path, "utf8")), [kept, half]);
		});
	});

	it("comes before postern-web and postern-jobs, which do not start without", () => {
		with_keys(({ env }) => {
			for (const name of ["postern-web", "postern-jobs"]) {
				const { status, stderr } = spawnSync(`${process.env.POSTERN_BUILD}/src/${name}`, [], { encoding: "utf8", env, timeout: 60000 });
				assert.equal(status, 1);
				assert.match(stderr, /seal\.pub cannot be read/);
			}
		});
	});

	it("says what to do where it can do nothing", () => {
		with_keys(({ folder, secret, open, create }) => {
			mkdirSync(folder);
			writeFileSync(open, "x");
			const alone = create();
			assert.equal(alone.status, 1);
			assert.match(alone.stderr, /its other half, .*seal\.key, does not/);
			assert.equal(existsSync(secret), false);
			rmSync(open);
			writeFileSync(secret, "no key\n");
			const damaged = create();
			assert.equal(damaged.status, 1);
			assert.match(damaged.stderr, /seal\.key exists, but it cannot be read or holds no key/);
			assert.equal(readFileSync(secret, "utf8"), "no key\n");
			assert.equal(existsSync(open), false);
		});
	});
});

describe("postern", () => {
	it("lists tickets by their public ids and never tells a secret", async () => {
		const ticket = await ticket_make();
		await session_open(ticket);
		const list = well("ticket", "list", "--tenant", "demo");
		const line = list.split("\n").find((text) => text.startsWith(ticket.id));
		assert.match(line, /^\S{12}  live +1\/10 +\d{4}-\d\d-\d\dT\S+Z +test-\d+-\d+$/);
		assert.doesNotMatch(list, new RegExp(ticket.secret.slice(12)));
		assert.doesNotMatch(list, /[A-Za-z0-9]{32}/);
		refused(1, /tenant/i, "ticket", "list", "--tenant", "nobody");
	});

	it("revokes a ticket by its public id or whole, once", async () => {
		for (const word of ["id", "secret"]) {
			const ticket = await ticket_make();
			const cookie = await session_open(ticket);
			assert.equal(well("ticket", "revoke", "--tenant", "demo", ticket[word]), "");
			assert.equal((await page_of(ticket, cookie)).status, 410);
			refused(1, /no such ticket, or it was revoked before/, "ticket", "revoke", "--tenant", "demo", ticket[word]);
			assert.match(well("ticket", "list", "--tenant", "demo"), new RegExp(`^${ticket.id}  revoked`, "m"));
		}
		const ticket = await ticket_make();
		const other = `${ticket.id}${"0".repeat(20)}`;
		refused(1, /no such ticket/, "ticket", "revoke", "--tenant", "demo", other);
		refused(1, /no such ticket/, "ticket", "revoke", "--tenant", "nobody", ticket.id);
		assert.equal((await ask(ticket.path)).status, 200);
	});

	it("makes a ticket that opens", async () => {
		const words = ["ticket", "create", "--tenant", "demo", "--profile", process.env.POSTERN_PROFILE_ID];
		const ticket = ticket_of(well(...words, "--connection", "by-command").trim());
		remember(ticket.secret);
		assert.equal((await ask(ticket.path)).status, 200);
		refused(1, /name/, ...words, "--connection", "no good");
		refused(1, /not found/i, "ticket", "create", "--tenant", "demo", "--profile", "ssp_1234567890123456789012",
			"--connection", "x");
		refused(2, /connection/, ...words);
	});

	it("makes a ticket whose connection may be enabled for a client, and lists the profiles", async () => {
		const words = ["ticket", "create", "--tenant", "demo", "--connection", "by-command"];
		const named = ["--profile", process.env.POSTERN_PROFILE_ID, "--client", process.env.POSTERN_CLIENT_ID];
		const [only, open] = [named.slice(0, 2), named].map((more) => ticket_of(well(...words, ...more).trim()));
		remember(only.secret);
		remember(open.secret);
		assert.match((await ask(open.path)).text, /<strong>Enable<\/strong>/);
		assert.match((await ask(only.path)).text, /<strong>Submit<\/strong>/);
		assert.match(well("profile", "list", "--tenant", "demo"), new RegExp(`^${process.env.POSTERN_PROFILE_ID}  Demo$`, "m"));
		refused(1, /tenant/, "profile", "list", "--tenant", "nobody");
	});

	it("adds a tenant once", () => {
		const words = ["tenant", "add", "--id", tenant, "--name", "Tést <b>", "--domain", `${tenant}.example`];
		assert.equal(well(...words), `${tenant}\n`);
		refused(1, /There is a tenant ".*" already/, ...words);
		refused(1, /domain|exists/i, "tenant", "add", "--id", `${tenant}-b`, "--name", "B", "--domain", `${tenant}.example`);
		assert.equal(count(`SELECT count(*) FROM tenant WHERE tenant_id LIKE '${tenant}%'`), 1);
		well("tenant", "update", "--id", tenant, "--name", "New name");
		well("tenant", "update", "--id", tenant, "--domain-loss", "remove");
		assert.equal(psql(`SELECT domain_loss FROM tenant WHERE tenant_id = '${tenant}'`), "remove");
		refused(1, /"warn" or "remove", not "forget"/, "tenant", "update", "--id", tenant, "--domain-loss", "forget");
		assert.equal(psql(`SELECT name FROM tenant WHERE tenant_id = '${tenant}'`), "New name");
		refused(1, /./, "tenant", "update", "--id", "nobody", "--name", "x");
	});

	it("adds a program whose secret it shows once and keeps as a hash", async () => {
		const [, id, secret] = well("client", "add", "--tenant", "demo", "--name", "Test", "--scope",
			"read:self_service_profiles").match(/^client_id=(\w{32})\nclient_secret=(\w+)\n$/);
		remember(secret);
		const answer = await ask("/oauth/token", { method: "POST", headers: { "Content-Type": "application/json" },
			body: JSON.stringify({ grant_type: "client_credentials", client_id: id, client_secret: secret }) });
		assert.equal(answer.status, 200);
		remember(answer.json().access_token);
		assert.equal(answer.json().scope, "read:self_service_profiles");
		assert.equal(count(`SELECT count(*) FROM client c WHERE c::text LIKE '%${secret}%'`), 0);
		const bearer = { Authorization: `Bearer ${answer.json().access_token}` };
		assert.equal((await ask("/api/v2/self-service-profiles", { headers: bearer })).status, 200);
		assert.equal(well("client", "update", "--tenant", "demo", "--scope", "read:logs", id), "");
		assert.equal((await ask("/api/v2/self-service-profiles", { headers: bearer })).status, 403);
		const [, next] = well("client", "rotate", "--tenant", "demo", "--overlap", "60", id)
			.match(/^client_id=\w{32}\nclient_secret=(\w{64})\nformer_secret_until=\S+Z\n$/);
		remember(next);
		assert.match(well("client", "list", "--tenant", "demo"), new RegExp(`^${id}  20\\S+Z  Test  \\(read:logs\\)$`, "m"));
		assert.equal(well("client", "revoke-tokens", "--tenant", "demo", id), "1\n");
		assert.equal((await ask("/api/v2/logs", { headers: bearer })).status, 401);
		assert.equal(well("client", "remove", "--tenant", "demo", id), "");
		refused(1, /does not exist/, "client", "remove", "--tenant", "demo", id);
		refused(2, /--scope is missing/, "client", "add", "--tenant", "demo", "--name", "x");
		refused(1, /scope/, "client", "add", "--tenant", "demo", "--name", "x", "--scope", "no:such");
	});

	it("adds an operator, whose password it reads and keeps as Argon2id", () => {
		const email = `${tenant}@example.com`;
		const result = postern(["operator", "add", "--tenant", "demo", "--email", email], { input: `${PASSWORD}\n` });
		assert.equal(result.status, 0, result.stderr);
		assert.match(psql(`SELECT password_hash FROM operator WHERE email = '${email}'`), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		const again = postern(["operator", "add", "--tenant", "demo", "--email", email.toUpperCase()], { input: PASSWORD });
		assert.equal(again.status, 1);
		assert.match(well("operator", "list", "--tenant", "demo"), new RegExp(`^opr_\\S+ +\\S+Z  ${email}$`, "m"));
		assert.equal(well("operator", "remove", "--tenant", "demo", email), "");
		const empty = postern(["operator", "add", "--tenant", "demo", "--email", "x@example.com"], { input: "" });
		assert.equal(empty.status, 1);
	});

	it("migrates as often as one likes", () => {
		assert.equal(well("migrate"), "");
		assert.equal(well("migrate"), "");
	});

	it("lists every path with its guard, without a database", () => {
		const { status, stdout } = postern(["routes"], { env: { POSTERN_DATABASE: "host=/nonexistent" } });
		assert.equal(status, 0);
		assert.equal(stdout, readFileSync(new URL("golden/routes.txt", import.meta.url), "utf8"));
	});

	it("explains itself and each of its commands", () => {
		const commands = [["migrate"], ["routes"], ["settings"], ["tenant", "add"], ["tenant", "update"], ["client", "add"],
			["client", "list"], ["client", "update"], ["client", "rotate"], ["client", "remove"], ["client", "revoke-tokens"],
			["operator", "add"], ["operator", "list"], ["operator", "update"], ["operator", "password"], ["operator", "remove"], ["profile", "list"], ["ticket", "create"], ["ticket", "list"], ["ticket", "revoke"],
			["key", "create"], ["key", "list"], ["key", "rotate"], ["key", "retire"], ["tenant", "list"], ["signing-key", "list"]];
		const whole = well("--help");
		for (const words of commands) {
			const help = well(...words, "--help");
			assert.match(help, new RegExp(`^  postern ${words.join(" ")}`, "m"));
			assert.equal(help.match(/^ {2}postern /gm).length, 1);
			assert.match(whole, new RegExp(`^  postern ${words.join(" ")}`, "m"));
		}
		for (const words of [[], ["nonsense"], ["ticket"], ["ticket", "list"], ["ticket", "revoke", "--tenant", "demo"],
			["tenant", "add", "--id", "x", "--nonsense", "y"]])
			assert.equal(postern(words).status, 2, words.join(" "));
	});

	it("says that its output was lost", () => {
		for (const words of [["settings"], ["routes"], ["--help"], ["events", "--tenant", "demo"]]) {
			const full = openSync("/dev/full", "w");
			const { status, stderr } = spawnSync(program, words, { encoding: "utf8", stdio: ["ignore", full, "pipe"] });
			closeSync(full);
			assert.equal(status, 1, words.join(" "));
			assert.equal(stderr, "postern: Some of the output could not be written.\n");
		}
	});

	it("says what it cannot reach", () => {
		const result = postern(["ticket", "list", "--tenant", "demo"],
			{ env: { ...process.env, POSTERN_DATABASE: "host=/nonexistent dbname=postern" } });
		assert.equal(result.status, 1);
		assert.match(result.stderr, /database cannot be reached/);
	});
});
