// SPDX-License-Identifier: Apache-2.0
// A tenant's logo: fetched by the jobs process from the tenant's site, shown from here.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import { ask } from "./ask.mjs";
import { api, profile_make, profiles_remove, ticket_make } from "./api.mjs";
import { leads_to, logo_server_start, png, sends } from "./logo_server.mjs";
import { crew_kill, jobs_hold, program_start } from "./processes.mjs";
import { count, psql, worded } from "./psql.mjs";
import { until } from "./until.mjs";

const GIF = Buffer.from("R0lGODdhIAAgAIAAAP8AAAAAACwAAAAAIAAgAAACHoSPqcvtD6OctNqLs968+w+G4kiW5omm6sq27gvHTQEAOw==", "base64");
const WHITE = [255, 255, 255];
const good = png(120, 40, [15, 107, 92]);
const events = (profile, kind) => count(`SELECT count(*) FROM event WHERE profile_id = '${profile}' AND kind = '${kind}'`);
const problem = (profile) => worded(psql(`SELECT details ->> 'problem' FROM event WHERE profile_id = '${profile}' AND kind = 'logo_failed'`));
const waiting = (profile) => count(`SELECT count(*) FROM job WHERE subject = '${profile}'`);
const due_now = (profile, change) => psql(`UPDATE job SET ${change} WHERE subject = '${profile}'; NOTIFY job_wake`);

describe("a tenant's logo", () => {
	let site;
	const held = [];

	before(async () => {
		let busy_times = 0;
		site = await logo_server_start({
			"/logo.png": sends("image/png", good),
			"/other.png": sends("application/octet-stream", png(64, 64, WHITE)),
			"/logo.gif": sends("image/gif", GIF),
			"/logo.svg": sends("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
			"/page": sends("text/html", "<!doctype html><script>alert(1)</script>"),
			"/lying.png": sends("image/png", "<!doctype html><script>alert(1)</script>"),
			"/empty.png": sends("image/png", ""),
			"/large.png": sends("image/png", Buffer.concat([good, Buffer.alloc(300 * 1024)])),
			"/huge.png": sends("image/png", png(5000, 8, WHITE)),
			"/inward": leads_to(() => site.url("/logo.png", "127.0.0.1")),
			"/plain": leads_to(() => "http://localhost/logo.png"),
			"/onward": leads_to(() => site.url("/logo.png")),
			"/round": leads_to(() => site.url("/round")),
			"/busy": (request, response) => (busy_times++ === 0 ? response.writeHead(503).end()
				: sends("image/png", good)(request, response)),
			"/held": (request, response) => held.push(response),
		});
	});
	afterEach(profiles_remove);
	after(() => site.end());

	const with_logo = (path, host) => profile_make({ branding: { logo_url: site.url(path, host) } });
	const intro = async (profile) => (await ask((await ticket_make({}, profile)).path)).text;

	async function image_shown(profile, type, bytes) {
		await until("the logo is fetched", () => events(profile, "logo_fetched") === 1);
		const hash = createHash("sha256").update(bytes).digest("hex");
		assert.match(await intro(profile), new RegExp(`<img class="logo" src="/brand/logo/${hash}" alt="Acme Software">`));
		const image = await ask(`/brand/logo/${hash}`);
		assert.equal((await api("GET", `/api/v2/self-service-profiles/${profile}`)).json().logo_problem, undefined);
		assert.equal(image.status, 200);
		assert.equal(image.headers["content-type"], type);
		assert.equal(image.headers["cache-control"], "public, max-age=31536000, immutable");
		assert.equal(image.headers["content-security-policy"], "default-src 'none'; sandbox");
		assert.equal(image.headers["x-content-type-options"], "nosniff");
		assert.ok(image.bytes.equals(bytes), "byte by byte");
		assert.equal(waiting(profile), 0);
	}

	async function wordmark_left(profile, reason) {
		await until("the logo is refused", () => events(profile, "logo_failed") === 1);
		assert.match(problem(profile), reason);
		const { id, created_at, updated_at, ...shown } = (await api("GET", `/api/v2/self-service-profiles/${profile}`)).json();
		assert.match(shown.logo_problem, reason);
		assert.equal((await api("PATCH", `/api/v2/self-service-profiles/${id}`,
			{ name: shown.name, logo_problem: shown.logo_problem })).status, 200, `${created_at} ${updated_at}`);
		const html = await intro(profile);
		assert.match(html, /<p class="wordmark" translate="no" title="Acme Software">Acme Software<\/p>/);
		assert.doesNotMatch(html, /<img/);
		assert.equal(waiting(profile), 0);
		assert.equal(events(profile, "logo_fetched"), 0);
	}

	it("is shown from here, as it is, and may be kept by browsers", async () => {
		await image_shown(await with_logo("/logo.png"), "image/png", good);
		await image_shown(await with_logo("/logo.gif"), "image/gif", GIF);
	});

	it("is known by what it is, not by what it is called", async () => {
		await image_shown(await with_logo("/other.png"), "image/png", png(64, 64, WHITE));
	});

	it("is found where its address leads on to", async () => {
		await image_shown(await with_logo("/onward"), "image/png", good);
	});

	it("that is no raster image, or too large, leaves the name in its place", async () => {
		for (const [path, reason] of [["/logo.svg", /The format of the logo is SVG/], ["/page", /leads to a web page/],
			["/lying.png", /leads to a web page/], ["/empty.png", /empty/], ["/large.png", /too large|larger/],
			["/huge.png", /5000 × 8 pixels/], ["/nothing", /has nothing at this address/],
			["/round", /redirects more than/]])
			await wordmark_left(await with_logo(path), reason);
	});

	it("is not fetched from a private address, nor by a way that leads to one", async () => {
		await wordmark_left(await with_logo("/logo.png", "127.0.0.1"), /127\.0\.0\.1 has a private address/);
		await wordmark_left(await with_logo("/inward"), /127\.0\.0\.1 has a private address/);
		await wordmark_left(await with_logo("/plain"), /does not start with https/);
	});

	it("has to have an https address", async () => {
		for (const logo_url of ["http://localhost/logo.png", "javascript:alert(1)", "data:image/png;base64,AA", "//x/y",
			"https://user:password@localhost/logo.png", "file:///etc/passwd"]) {
			const answer = await api("POST", "/api/v2/self-service-profiles", { name: "x", branding: { logo_url } });
			assert.equal(answer.status, 400, logo_url);
		}
	});

	it("of a site that is busy is asked for again", async () => {
		const profile = await with_logo("/busy");
		await until("it was put off", () => count(`SELECT count(*) FROM job WHERE subject = '${profile}'
			AND leased_until IS NULL AND run_at > now()`) === 1);
		assert.match(await intro(profile), /<p class="wordmark" /);
		due_now(profile, "run_at = now()");
		await image_shown(profile, "image/png", good);
	});

	it("of a site that stays away is given up, with the reason", async () => {
		const gone = await logo_server_start({});
		await gone.end();
		const profile = await profile_make({ branding: { logo_url: gone.url("/logo.png") } });
		await until("it was put off", () => count(`SELECT count(*) FROM job WHERE subject = '${profile}'
			AND leased_until IS NULL AND run_at > now()`) === 1);
		assert.equal(events(profile, "logo_failed"), 0);
		due_now(profile, "run_at = now(), attempts = 5");
		await wordmark_left(profile, /We could not make a secure connection .* to localhost/);
	});

	it("changes with the profile, and goes with it", async () => {
		const profile = await with_logo("/logo.png");
		await image_shown(profile, "image/png", good);
		const change = (branding) => api("PATCH", `/api/v2/self-service-profiles/${profile}`, { branding });
		assert.equal((await change({ logo_url: site.url("/logo.gif") })).status, 200);
		await until("the new one is fetched", () => events(profile, "logo_fetched") === 2);
		assert.match(await intro(profile), new RegExp(createHash("sha256").update(GIF).digest("hex")));
		assert.equal((await change({ colors: { primary: "#123456" } })).status, 200);
		assert.match(await intro(profile), /<p class="wordmark" /);
	});

	// The server's own workers pause, so that the ones here have the queue.
	it("is fetched by another jobs process when the first is killed on its way, once", async () => {
		const log = `${process.env.POSTERN_VAR}/log/jobs.log`;
		const go_on = jobs_hold();
		const mine = [program_start("postern-jobs", {}, log)];
		try {
			const profile = await with_logo("/held");
			await until("the first asks for the logo", () => site.asked["/held"] === 1);
			await crew_kill(mine[0]);
			assert.equal(waiting(profile), 1);
			mine.push(program_start("postern-jobs", {}, log));
			const next = await with_logo("/logo.png");
			await until("the second works", () => waiting(next) === 0);
			assert.equal(site.asked["/held"], 1, "while the lease lasts it is not taken again");
			due_now(profile, "leased_until = now()");
			await until("the second asks for the logo", () => site.asked["/held"] === 2);
			sends("image/png", good)(undefined, held[1]);
			await image_shown(profile, "image/png", good);
			assert.equal(events(profile, "logo_fetched"), 1);
			assert.equal(events(profile, "logo_failed"), 0);
			assert.deepEqual(await mine[1].end(), { code: 0, signal: null });
		} finally {
			for (const jobs of mine)
				await jobs.end();
			go_on();
		}
	});
});
