// SPDX-License-Identifier: Apache-2.0
// One address that opens connections and does not go on keeps no other from being served.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, domain } from "./ask.mjs";
import { ticket_make } from "./api.mjs";
import { crowd_gather, kinds, streams_open } from "./crowd.mjs";
import { site_start } from "./sites.mjs";
import { until } from "./until.mjs";

const CROWD = "127.0.0.2", OTHER = "127.0.0.3";
const MANY = [["nothing, without TLS", 400], ["nothing, on the port of TLS", 300], ["half a header, without TLS", 1100],
	["half a handshake", 900], ["a handshake and nothing", 50], ["half a header", 100], ["half a body", 50],
	["HTTP/2 and nothing", 30], ["half of HTTP/2's greeting", 20], ["an answer over HTTP/2, and nothing more", 20],
	["half a body over HTTP/2", 30]];
const SIZE = 3000;
const OPEN_REQUESTS = 100;

function status_without_tls(site, from) {
	return new Promise((resolve, reject) => {
		http.get({ host: "127.0.0.1", port: site.http_port, localAddress: from, path: "/", agent: false,
			headers: { Host: domain } }, (answer) => resolve(answer.resume().statusCode)).on("error", reject);
	});
}

describe("a crowd from one address", () => {
	let site, ticket;

	before(async () => {
		site = await site_start("crowd", { limits: "on" });
		ticket = await ticket_make();
	});
	after(() => site.end());

	async function other_is_served() {
		for (const path of ["/healthz", "/static/postern.css", ticket.path])
			assert.equal((await ask(path, { at: site.at, from: OTHER })).status, 200, path);
		assert.equal(await status_without_tls(site, OTHER), 308);
	}

	it("of 3,000 connections that do not go on refuses nobody else", async () => {
		assert.deepEqual(MANY.map(([name]) => name), Object.keys(kinds));
		assert.equal(MANY.reduce((sum, [, number]) => sum + number, 0), SIZE);
		const crowd = crowd_gather(site, CROWD, MANY);
		try {
			for (let turn = 0; turn < 3; turn++) {
				await until(`${SIZE} connections at a time`, () => crowd.size() === SIZE);
				await other_is_served();
			}
		} finally {
			crowd.end();
		}
	});

	it("may have so many requests open, and hears 429 beyond", async () => {
		const streams = streams_open(site, CROWD, OPEN_REQUESTS + 20);
		try {
			await until("twenty streams are refused", () => streams.statuses.length === 20);
			assert.deepEqual([...new Set(streams.statuses)], [429]);
			assert.equal((await ask("/healthz", { at: site.at, from: CROWD })).status, 429);
			await other_is_served();
		} finally {
			streams.end();
		}
		await until("it may again", async () => (await ask("/healthz", { at: site.at, from: CROWD })).status === 200);
	});

	it("does not keep its connections", async () => {
		const names = Object.keys(kinds).filter((name) => name.includes("half") && !name.includes("over HTTP/2"));
		await Promise.all(names.map((kind) => {
			const socket = kinds[kind](site, CROWD);
			socket.resume().on("error", () => {});
			return new Promise((resolve) => socket.once("close", resolve));
		}));
	});
});

describe("nginx/check.sh", () => {
	const script = fileURLToPath(new URL("../../nginx/check.sh", import.meta.url));
	const said_of = (conf) => spawnSync("sh", [script, "-c", conf], { encoding: "utf8" });
	let site, conf, text;

	before(async () => {
		site = await site_start("check");
		conf = `${site.folder}/nginx.conf`;
		text = readFileSync(conf, "utf8");
	});
	after(() => site.end());

	const lines_with = (pattern, replacement) => {
		const changed = text.replace(pattern, replacement);
		assert.notEqual(changed, text);
		writeFileSync(conf, changed);
		const { stdout, status } = said_of(conf);
		writeFileSync(conf, text);
		assert.equal(status, 1, stdout);
		return stdout;
	};

	it("has nothing to say of the shipped configuration but that this machine has no such firewall", () => {
		const { stdout } = said_of(conf);
		assert.deepEqual(stdout.split("\n").filter((line) => line && !line.includes("firewall.nft")), []);
	});

	it("tells the numbers of Debian's own nginx.conf", () => {
		assert.match(lines_with(/worker_connections .*/, "worker_connections 768;"), /worker_connections is 768/);
		assert.match(lines_with(/worker_rlimit_nofile .*/, ""), /worker_rlimit_nofile is 0/);
	});

	it("tells words that were not filled in", () => {
		assert.match(lines_with(/default_type .*/, "default_type \"@TYPE@\";"), /not filled in: @TYPE@/);
	});
});
