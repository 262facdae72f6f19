// SPDX-License-Identifier: Apache-2.0
// Workers that are told to end, killed or replaced while people use them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ask } from "./ask.mjs";
import { ticket_make } from "./api.mjs";
import { cookie_of, get_started, page_of, session_open } from "./person.mjs";
import { is_running, web_supervisor, worker_of, workers } from "./processes.mjs";
import { sessions, ticket_hold, uses, waiting_for_lock } from "./psql.mjs";
import { server_start } from "./sites.mjs";
import { until } from "./until.mjs";

// "Get started" that waits in a worker: its answer to come, the worker, what lets it go on.
async function start_held(ticket, options, supervisor) {
	const release = await ticket_hold(ticket);
	let answer;
	const worker = await worker_of(() => {
		answer = get_started(ticket, options);
	}, () => workers(supervisor));
	await until("the worker waits for the row", waiting_for_lock);
	return { answer, worker, release };
}

const replaced = (worker, total) => until("the worker is replaced", () => {
	const now = workers();
	return now.length === total && !now.includes(worker);
});

describe("workers that end", () => {
	it("finish the request in hand when told to end, and are replaced", async () => {
		const total = workers().length;
		const ticket = await ticket_make();
		const held = await start_held(ticket);
		process.kill(held.worker, "SIGTERM");
		assert.equal((await ask(ticket.path)).status, 200, "the others serve on");
		assert.ok(is_running(held.worker), "it is still at work");
		await held.release();
		const answer = await held.answer;
		assert.equal(answer.status, 303);
		assert.equal((await page_of(ticket, cookie_of(answer))).status, 200);
		assert.equal(uses(ticket), 1);
		await replaced(held.worker, total);
		assert.equal((await ask(ticket.path)).status, 200);
	});

	it("that are killed leave a branded 502 behind, and nothing half done", async () => {
		const total = workers().length;
		const ticket = await ticket_make();
		const kept = await session_open(ticket);
		const held = await start_held(ticket);
		process.kill(held.worker, "SIGKILL");
		const answer = await held.answer;
		assert.equal(answer.status, 502);
		assert.equal(answer.headers["content-type"], "text/html; charset=utf-8");
		assert.match(answer.headers["retry-after"], /^[1-9]\d*$/);
		assert.match(answer.text, /<h1>We will be right back<\/h1>/);
		assert.ok(answer.text.includes(`Wait ${answer.headers["retry-after"]} seconds`), answer.text);
		await held.release();
		await replaced(held.worker, total);
		await until("the lost request is over in the database", () => waiting_for_lock() === 0);
		assert.equal((await page_of(ticket, kept)).status, 200, "what was acknowledged holds");
		const again = await get_started(ticket);
		assert.equal(again.status, 303);
		assert.equal((await page_of(ticket, cookie_of(again))).status, 200);
		assert.ok(uses(ticket) >= 2);
		assert.equal(sessions(ticket), uses(ticket));
	});

	it("are replaced on SIGHUP without a visitor noticing", async () => {
		const ticket = await ticket_make();
		const before = workers();
		let is_over = false;
		const visitors = [1, 2, 3, 4].map(async () => {
			const statuses = new Set();
			while (!is_over)
				statuses.add((await ask(ticket.path)).status);
			return [...statuses];
		});
		process.kill(web_supervisor(), "SIGHUP");
		await until("all workers are new", () => {
			const now = workers();
			return now.length === before.length && now.every((pid) => !before.includes(pid));
		});
		is_over = true;
		for (const statuses of await Promise.all(visitors))
			assert.deepEqual(statuses, [200]);
	});

	it("end with their supervisor, after the request in hand", async () => {
		const server = await server_start("ending", {});
		const ticket = await ticket_make();
		const held = await start_held(ticket, { at: server.at }, server.web.pid);
		const all = workers(server.web.pid);
		const ended = server.web.end("SIGTERM");
		await until("the idle worker has ended", () => workers(server.web.pid).length === 1);
		await held.release();
		assert.equal((await held.answer).status, 303);
		assert.deepEqual(await ended, { code: 0, signal: null });
		assert.deepEqual(all.filter(is_running), []);
		await server.end();
	});
});
