// SPDX-License-Identifier: Apache-2.0
// PostgreSQL stopped and started again while people and programs ask.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ask } from "./ask.mjs";
import { api, ticket_make } from "./api.mjs";
import { cookie_of, get_started, page_of } from "./person.mjs";
import { jobs_supervisor, web_supervisor, workers } from "./processes.mjs";
import { psql } from "./psql.mjs";
import { until } from "./until.mjs";

const script = fileURLToPath(new URL("../../script/postgres", import.meta.url));
const postgres = (verb) => execFileSync(script, [verb, `${process.env.POSTERN_VAR}/postgres`]);
const USES_A_TICKET = 10;

async function people_start(tickets, seen, is_over) {
	const opened = [];
	for (const ticket of tickets)
		for (let n = 0; n < USES_A_TICKET && !is_over(); n++) {
			const answer = await get_started(ticket);
			seen(answer, [303, 503]);
			if (answer.status === 303)
				opened.push({ ticket, cookie: cookie_of(answer) });
			while (answer.status === 503 && !is_over())
				if ((await ask(ticket.path)).status === 200)
					break;
		}
	return opened;
}

async function people_look(ticket, seen, is_over) {
	while (!is_over())
		seen(await ask(ticket.path), [200, 503]);
	return [];
}

async function programs_ask(seen, is_over) {
	while (!is_over())
		seen(await api("GET", "/api/v2/self-service-profiles"), [200, 503]);
	return [];
}

// Keeps what each kind of visitor was answered.
function witness(kind) {
	const answers = { kind, well: 0, away: [] };
	return { answers, seen: (answer, expected) => {
		assert.ok(expected.includes(answer.status), `${kind} got ${answer.status}: ${answer.text}`);
		if (answer.status === 503)
			answers.away.push(answer);
		else
			answers.well++;
	} };
}

describe("PostgreSQL away under load", () => {
	it("gives honest answers, comes back by itself and loses nothing acknowledged", async () => {
		const processes = [web_supervisor(), jobs_supervisor(), ...workers(), ...workers(jobs_supervisor())];
		const tickets = await Promise.all(Array.from({ length: 60 }, () => ticket_make()));
		const look_at = await ticket_make();
		const kinds = { start: witness("start"), look: witness("look"), program: witness("program") };
		let is_over = false;
		const over = () => is_over;
		const visitors = [];
		for (let n = 0; n < 4; n++)
			visitors.push(people_start(tickets.slice(n * 15, n * 15 + 15), kinds.start.seen, over));
		for (let n = 0; n < 2; n++)
			visitors.push(people_look(look_at, kinds.look.seen, over),
				programs_ask(kinds.program.seen, over));
		const everyone = Promise.all(visitors);
		const all = Object.values(kinds).map((kind) => kind.answers);
		await until("everyone was served", () => all.every((kind) => kind.well > 0));
		postgres("stop");
		try {
			await until("everyone was told to wait", () => all.every((kind) => kind.away.length > 0));
		} finally {
			postgres("start");
		}
		const served = all.map((kind) => kind.well);
		await until("everyone is served again", () => all.every((kind, i) => kind.well > served[i]));
		is_over = true;
		const opened = (await everyone).flat();

		for (const { kind, away } of all)
			for (const answer of away)
				check_503(kind, answer);
		assert.deepEqual([web_supervisor(), jobs_supervisor(), ...workers(), ...workers(jobs_supervisor())], processes,
			"nothing was started again");
		await check_uses(tickets, opened);
	});
});

function check_503(kind, answer) {
	assert.match(answer.headers["retry-after"], /^[1-9]\d*$/);
	if (kind === "program") {
		assert.equal(answer.headers["content-type"], "application/json; charset=utf-8");
		assert.equal(answer.json().statusCode, 503);
		return;
	}
	assert.equal(answer.headers["content-type"], "text/html; charset=utf-8");
	assert.match(answer.text, /<h1>One moment, please<\/h1>/);
	assert.deepEqual(answer.cookies, []);
}

// An answer that was lost on its way may have spent a use; never the other way.
async function check_uses(tickets, opened) {
	const rows = psql(`SELECT ticket_id, uses,
		(SELECT count(*) FROM session s WHERE s.ticket_id = k.ticket_id),
		(SELECT count(*) FROM event e WHERE e.ticket_id = k.ticket_id
		    AND kind = 'ss_sso_ticket_consumption')
		FROM ticket k`).split("\n").map((row) => row.split("|"));
	const in_database = new Map(rows.map(([id, ...counts]) => [id, counts.map(Number)]));
	for (const ticket of tickets) {
		const acknowledged = opened.filter((o) => o.ticket === ticket).length;
		const [uses, sessions, events] = in_database.get(ticket.id);
		assert.ok(uses >= acknowledged);
		assert.equal(sessions, uses);
		assert.equal(events, uses);
	}
	for (const { ticket, cookie } of opened)
		assert.equal((await page_of(ticket, cookie)).status, 200);
}
