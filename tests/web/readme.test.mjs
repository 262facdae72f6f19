// SPDX-License-Identifier: Apache-2.0
// The calls that README shows, run as they stand there, but for the logo, which comes from this machine.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ask } from "./ask.mjs";
import { api, ticket_of } from "./api.mjs";
import { logo_server_start, png, sends } from "./logo_server.mjs";
import { remember } from "./secrets.mjs";
import { until } from "./until.mjs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

// The indented lines of a section.
const lines_below = (heading) => readme.split(`\n## ${heading}\n`)[1].split("\n## ")[0].match(/^ {4}.*$/gm).join("\n");

describe("what README shows", () => {
	let site;

	before(async () => {
		site = await logo_server_start({ "/logo.png": sends("image/png", png(120, 40, [15, 107, 92])) });
	});
	after(() => site.end());

	it("makes a ticket with a logo and an introduction that can be enabled", async () => {
		const script = lines_below("Make a ticket from your program")
			.replace("var/demo.env", join(process.env.POSTERN_VAR, "demo.env"))
			.replace(/https:\/\/www\.debian\.org\/[^"]*/, site.url("/logo.png"));
		const said = execFileSync("bash", ["-euc", `${script}\necho; echo "$profile"`], { encoding: "utf8" });
		const ticket = ticket_of(said.match(/"ticket":"([^"]+)"/)[1]), profile = said.trim().split("\n").at(-1);
		remember(ticket.secret);
		const intro = async () => (await ask(ticket.path)).text;
		assert.match(await intro(), /<p>Welcome to <b>Acme<\/b>\. It takes about half an hour\.<\/p>/);
		assert.match(await intro(), /<strong>Enable<\/strong>/);
		await until("the logo is shown", async () => /<img class="logo"/.test(await intro()));
		assert.equal((await api("DELETE", `/api/v2/self-service-profiles/${profile}`)).status, 204);
	});

	it("names a command line that knows the server", () => {
		const path = `${join(process.env.POSTERN_VAR, "bin")}:${process.env.PATH}`;
		const { POSTERN_DATABASE, ...env } = process.env;
		assert.match(execFileSync("sh", ["-c", "postern client list --tenant demo"],
			{ encoding: "utf8", env: { ...env, PATH: path } }), new RegExp(process.env.POSTERN_CLIENT_ID));
		assert.ok(POSTERN_DATABASE);
	});
});
