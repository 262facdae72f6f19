// SPDX-License-Identifier: Apache-2.0
// dns_world.mjs - a small internet of real name servers (tests/net/dns_world.py), and jobs that ask it
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { crew_kill, jobs_hold, program_start } from "./processes.mjs";
import { psql, rows_hold } from "./psql.mjs";
import { until } from "./until.mjs";

const program = fileURLToPath(new URL("../net/dns_world.py", import.meta.url));
const log = `${process.env.POSTERN_VAR}/log/domain-jobs.log`;
// That of name servers: whoever is referred to one asks it there.
const PORT = "53";
const NETWORK = process.env.POSTERN_TEST_NETWORK;
const ROOT = `${NETWORK}.1`, NOBODY = `${NETWORK}.5`, RESOLVER = `${NETWORK}.10`;
export const HOST = "_ss-verification";

export async function dns_world_start() {
	const child = spawn("/usr/bin/python3", [program, PORT, NETWORK], { stdio: ["pipe", "pipe", "inherit"] });
	const ended = new Promise((resolve) => child.on("exit", resolve));
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const [, anchor] = (await lines.next()).value.match(/^port=53 anchor=(\S+)$/);
	const settings = (resolver) => ({ POSTERN_DNS_ROOT: ROOT, POSTERN_DNS_ANCHOR: anchor,
		POSTERN_DNS_RESOLVER: resolver, POSTERN_FETCH_ALLOW: "localhost 127.0.0.0/8" });
	return {
		// From now on name.example says only this, beside SOA and NS.
		zone: async (name, ...records) => {
			child.stdin.write(`zone ${name} ${records.join(" | ")}\n`);
			await lines.next();
		},
		settings: settings(RESOLVER),
		settings_without_resolver: settings(NOBODY),
		// As where port 53 is closed: only the resolver answers.
		settings_from_outside: { ...settings(RESOLVER), POSTERN_FETCH_ALLOW: "localhost" },
		end: () => {
			child.stdin.end();
			return ended;
		},
	};
}

// The server's own jobs wait while these, with settings of their own, work.
export function jobs_instead(settings) {
	const go_on = jobs_hold();
	domains_release();
	let jobs = program_start("postern-jobs", settings, log);
	return {
		supervisor: () => jobs.pid,
		// As in a power cut.
		kill: () => crew_kill(jobs),
		start: (other = settings) => {
			jobs = program_start("postern-jobs", other, log);
		},
		replace: async (other) => {
			await jobs.end();
			jobs = program_start("postern-jobs", other, log);
		},
		end: async () => {
			await jobs.end();
			domains_release();
			go_on();
		},
	};
}

const place = (ticket, name) => `domain = '${name}' AND connection_id = (SELECT connection_id FROM wizard
	WHERE ticket_id = '${ticket.id}')`;
export const domain_of = (ticket, name, what) => psql(`SELECT ${what} FROM connection_domain WHERE ${place(ticket, name)}`);
export const challenge_of = (ticket, name) => domain_of(ticket, name, "challenge");
export const domain_hold = (ticket, name) => rows_hold("connection_domain", place(ticket, name));

// Makes jobs that are planned for later due now, and ends leases.
export function look_now(name) {
	psql(`UPDATE job SET run_at = now(), leased_until = NULL WHERE kind = 'verify_domain' AND subject LIKE '% ${name}';
		NOTIFY job_wake`);
}

// Until it is looked up no more, and the next time is set.
export const look_planned = (name) => until(`the next look at ${name} is planned`, () => psql(`SELECT bool_and(run_at > now() AND leased_until IS NULL)
	FROM job WHERE kind = 'verify_domain' AND subject LIKE '% ${name}'`) === "t");

// Nobody has the domains any more: another test may claim them.
export function domains_release() {
	psql("DELETE FROM connection_domain; DELETE FROM job WHERE kind = 'verify_domain'");
}
