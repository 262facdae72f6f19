// SPDX-License-Identifier: Apache-2.0
// Email domains when things go wrong: processes die, resolvers are silent, two ask at once.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { api } from "./api.mjs";
import { challenge_of, dns_world_start, domain_hold, domain_of, domains_release, HOST, jobs_instead, look_now, look_planned } from "./dns_world.mjs";
import { count, psql, waiting_for_lock } from "./psql.mjs";
import { connection_made, page_at, step_send } from "./setup.mjs";
import { until } from "./until.mjs";

const REQUIRED = () => ({ enabled_clients: [process.env.POSTERN_CLIENT_ID],
	domain_aliases_config: { domain_verification: "required" } });
const events = (at, kind) => count(`SELECT count(*) FROM event WHERE ticket_id = '${at.ticket.id}' AND kind = '${kind}'`);
const is_verified = (at, name) => domain_of(at.ticket, name, "status") === "verified";
const next_look = (name) => psql(`SELECT run_at > now() + interval '6 days' AND leased_until IS NULL FROM job
	WHERE kind = 'verify_domain' AND subject LIKE '% ${name}'`);

describe("email domains", () => {
	let world, jobs;

	before(async () => {
		world = await dns_world_start();
		jobs = jobs_instead(world.settings);
	});
	after(async () => {
		await jobs.end();
		await world.end();
	});
	afterEach(domains_release);

	async function claimed(name) {
		const at = await connection_made(REQUIRED());
		const added = await step_send(at, "/domains", { domain: name });
		assert.equal(added.headers.location, `${at.ticket.hub}/domains/${name}`, added.text);
		await look_planned(name);
		return at;
	}
	const verify = (at, name) => step_send(at, `/domains/${name}`, {}, undefined, `/domains/${name}/verify`);
	const record_add = (at, name) => world.zone(name.split(".")[0], `${HOST} TXT ${challenge_of(at.ticket, name)}`);

	it("are verified once, also if a worker dies over it and another does it again", async () => {
		const at = await claimed("acme.example");
		await record_add(at, "acme.example");
		const release = await domain_hold(at.ticket, "acme.example");
		look_now("acme.example");
		await until("the record is found", () => waiting_for_lock() > 0);
		await jobs.kill();
		await release();
		await until("what the dead one has said is written", () => is_verified(at, "acme.example"));
		assert.notEqual(next_look("acme.example"), "t");
		look_now("acme.example");
		jobs.start();
		await until("the look is over", () => next_look("acme.example") === "t");
		assert.ok(is_verified(at, "acme.example"));
		assert.equal(events(at, "ss_sso_domain_verification_successful"), 1);
	});

	it("wait while the jobs process is down, and are looked up when it is back", async () => {
		const at = await claimed("acme.example");
		await record_add(at, "acme.example");
		await jobs.kill();
		assert.equal((await verify(at, "acme.example")).status, 303);
		assert.match((await page_at(at, "/domains/acme.example")).text, /Looking up the DNS record/);
		jobs.start();
		await until("the domain is verified", () => is_verified(at, "acme.example"));
		assert.equal(events(at, "ss_sso_domain_verification_successful"), 1);
	});

	it("are verified although the resolver is dead", async () => {
		await jobs.replace(world.settings_without_resolver);
		const at = await claimed("acme.example");
		await record_add(at, "acme.example");
		await verify(at, "acme.example");
		await until("the domain is verified", () => is_verified(at, "acme.example"));
		await jobs.replace(world.settings);
	});

	it("belong to the first of two connections whose lookups come at once", async () => {
		const one = await claimed("acme.example"), other = await claimed("acme.example");
		await world.zone("acme", `${HOST} TXT ${challenge_of(one.ticket, "acme.example")}`,
			`${HOST} TXT ${challenge_of(other.ticket, "acme.example")}`);
		look_now("acme.example");
		const seen = (at) => domain_of(at.ticket, "acme.example", "looked_at IS NOT NULL AND seen ->> 'finding' = 'verified'") === "t";
		await until("both are looked at", () => seen(one) && seen(other));
		assert.deepEqual([one, other].map((at) => is_verified(at, "acme.example")).sort(), [false, true]);
		assert.equal([one, other].reduce((sum, at) => sum + events(at, "ss_sso_domain_verification_successful"), 0), 1);
		const loser = is_verified(one, "acme.example") ? other : one;
		const id = domain_of(loser.ticket, "acme.example", "connection_id");
		const planned = () => psql(`SELECT run_at < now() + interval '1 hour' FROM job WHERE subject = '${id} acme.example' AND leased_until IS NULL`);
		await until("the loser is looked up again soon", () => planned() === "t");
		psql(`UPDATE connection_domain SET added_at = now() - interval '31 days', asked_at = NULL WHERE connection_id = '${id}'`);
		look_now("acme.example");
		await until("after thirty days it is looked up no more", () => planned() === "");
	});

	it("that are verified are aliases of the connection, and the last one stays", async () => {
		const at = await claimed("acme.example");
		await record_add(at, "acme.example");
		look_now("acme.example");
		await until("the domain is verified", () => is_verified(at, "acme.example"));
		const id = psql(`SELECT connection_id FROM wizard WHERE ticket_id = '${at.ticket.id}'`);
		const aliases = async () => (await api("GET", `/api/v2/connections/${id}`)).json().options.domain_aliases;
		assert.deepEqual(await aliases(), ["acme.example"]);
		assert.equal((await step_send(at, "/domains?add", {}, undefined, "/domains/acme.example/remove")).status, 409);
		assert.deepEqual(await aliases(), ["acme.example"]);
	});
});
