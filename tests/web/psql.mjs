// SPDX-License-Identifier: Apache-2.0
// psql.mjs - a look into the server's database, and locks and times that only it can set
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { until } from "./until.mjs";

const database = process.env.POSTERN_DATABASE;
const options = ["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database];

// The output of the statement: a row per line, columns separated by "|".
export function psql(sql) {
	return execFileSync("psql", [...options, "-c", sql], { encoding: "utf8" }).trim();
}

export function count(sql) {
	return Number(psql(sql));
}

export function uses(ticket) {
	return count(`SELECT uses FROM ticket WHERE ticket_id = '${ticket.id}'`);
}

export function sessions(ticket) {
	return count(`SELECT count(*) FROM session WHERE ticket_id = '${ticket.id}'`);
}

const tables = psql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'rate' ORDER BY 1").split("\n");

// One word for all rows of all tables; but calls are counted, and refusals are told, whatever comes of them.
export function checksum() {
	const all = tables.map((t) => `SELECT '${t}' AS t, md5(string_agg(r::text, ',' ORDER BY r::text)) AS m FROM ${t} r
		${t === "event" ? "WHERE kind <> 'refused'" : ""}`);
	return psql(`SELECT md5(string_agg(t || coalesce(m, ''), ',' ORDER BY t)) FROM (${all.join(" UNION ALL ")}) x`);
}

// So that nobody but the test changes rows: ends what other tests have left to be tried again.
export const jobs_end = () => until("no job is at work", () => {
	psql("DELETE FROM job WHERE coalesce(leased_until, now()) <= now()");
	return count("SELECT count(*) FROM job") === 0;
});

export function ticket_expire(ticket) {
	psql(`UPDATE ticket SET opens_until = now(), ends_at = now() + (ends_at - ends_at) WHERE ticket_id = '${ticket.id}'`);
}

// Locks the rows of a table, so that their writers wait until release() is called.
export async function rows_hold(table, condition) {
	const child = spawn("psql", options, { stdio: ["pipe", "pipe", "inherit"] });
	const ended = new Promise((resolve) => child.on("close", resolve));
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	child.stdin.write(`BEGIN; SELECT 'held' FROM ${table} WHERE ${condition} FOR UPDATE;\n`);
	await lines.next();
	return async () => {
		child.stdin.end("ROLLBACK;\n");
		await ended;
	};
}

// So that "Get started" waits.
export const ticket_hold = (ticket) => rows_hold("ticket", `ticket_id = '${ticket.id}'`);

export function waiting_for_lock() {
	return count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
}

// A list of sentences in English, as the database keeps it.
export const worded = (json) => JSON.parse(json).map(({ id, plural, count, args }) => {
	const rest = [...args];
	return (plural && count !== 1 ? plural : id).replace(/%(?:l?[sdu]|zu)/g, () => rest.shift()).replaceAll("%%", "%");
}).join(" ");
