// SPDX-License-Identifier: Apache-2.0
// pages.mjs - every page that a visitor can reach, and the way there
import { profile_make, profiles_remove, ticket_make, ticket_revoke } from "../web/api.mjs";
import { origin } from "../web/ask.mjs";
import { logo_server_start, png, sends } from "../web/logo_server.mjs";
import { get_started, provider_choose, session_open } from "../web/person.mjs";
import { count, psql, ticket_expire } from "../web/psql.mjs";
import { connection_made, settings_reach, step_send } from "../web/setup.mjs";
import { server_start, site_start } from "../web/sites.mjs";
import { until } from "../web/until.mjs";
import { cookie_give, leads_on } from "./browser.mjs";
import { tried_make } from "./tried.mjs";

export const INTRODUCTION = "<p>Welcome to the <b>Example</b> set-up. Read our <a href=\"https://docs.example.com/sso\">guide</a> "
	+ "first, and write to <a href=\"mailto:it@example.com\">it@example.com</a> if you are stuck:</p>"
	+ "<ul><li>Keep your console open</li><li>Tell your <em>service desk</em></li></ul>";
const MIB = 1024 * 1024;
const save = (page) => page.getByRole("button", { name: "Save and continue" }).click();
const start = (page) => page.getByRole("button", { name: "Get started" }).click();
const go = (page, path, at = origin) => page.goto(`${at}${path}`);

const everything = () => ({
	enabled_clients: [process.env.POSTERN_CLIENT_ID],
	domain_aliases_config: { domain_verification: "required" },
});

async function branded_make(site) {
	const profile = await profile_make({
		allowed_strategies: ["waad", "okta", "google-apps", "samlp"],
		branding: { logo_url: site.url("/logo.png"), colors: { primary: "#8a2be2" } },
	}, { introduction: INTRODUCTION });
	await until("the logo is fetched", () =>
		count(`SELECT count(*) FROM profile_logo WHERE profile_id = '${profile}' AND image_hash IS NOT NULL`));
	return profile;
}

async function used_up_make() {
	const ticket = await ticket_make();
	for (let n = 0; n < 10; n++)
		await session_open(ticket);
	return ticket;
}

// An nginx at another port is the tenant's only if the tenant has that domain.
function domain_give(at) {
	psql(`INSERT INTO tenant_domain (tenant_id, domain) VALUES ('demo', '${new URL(at).host}')`);
	return () => psql(`DELETE FROM tenant_domain WHERE domain = '${new URL(at).host}'`);
}

async function over_the_limit(page, at, ticket) {
	await go(page, ticket.path, at);
	await until("nginx says 429", async () => (await get_started({ secret: "none" }, { at })).status === 429);
	return leads_on(page, () => start(page));
}

// Changes the fields of a form before it is sent.
async function tampered(page, ticket, name, value) {
	await go(page, `${ticket.hub}/provider`);
	await page.locator("input[type=radio]").first().check();
	await page.locator(`input[name=${name}]`).evaluate((input, to) => {
		input.value = to;
	}, value);
	return leads_on(page, () => save(page));
}

async function wrong_method(page, ticket) {
	await go(page, `${ticket.hub}/provider`);
	await page.locator("main form").evaluate((form, path) => {
		form.setAttribute("action", path);
	}, ticket.hub);
	return leads_on(page, () => save(page));
}

async function conflict(page, ticket, other) {
	await go(page, `${ticket.hub}/provider`);
	await provider_choose(ticket, other, "okta");
	await page.getByRole("radio", { name: /Entra/ }).check();
	return leads_on(page, () => save(page));
}

async function unchosen(page, ticket) {
	await go(page, `${ticket.hub}/provider`);
	return leads_on(page, () => save(page));
}

// The values that are typed when the time is over are shown once more.
async function typed_too_late(page, { ticket }) {
	ticket_ends_in(ticket, "1 hour");
	await go(page, `${ticket.hub}/settings`);
	await page.locator("#metadata_url").fill("https://idp.example.com/metadata");
	ticket_expire(ticket);
	return leads_on(page, () => page.getByRole("button", { name: "Check and continue" }).click());
}

// In a browser of its own, as often as one likes.
async function done_here(page) {
	const ticket = await ticket_make();
	await cookie_give(page.context(), await session_open(ticket));
	await go(page, `${ticket.hub}/sessions`);
	return leads_on(page, () => page.getByRole("button", { name: "I’m done on this computer" }).click());
}

async function ended_elsewhere(page) {
	const ticket = await ticket_make();
	await cookie_give(page.context(), await session_open(ticket));
	psql(`UPDATE session SET ended_at = now() WHERE ticket_id = '${ticket.id}'`);
	return go(page, ticket.hub);
}

function ticket_ends_in(ticket, time) {
	psql(`UPDATE ticket SET ends_at = now() + interval '${time}' WHERE ticket_id = '${ticket.id}'`);
}

async function closes_in(page, { ticket }, time) {
	ticket_ends_in(ticket, time);
	return go(page, ticket.hub);
}

async function domain_add(page, { ticket }, domain) {
	await go(page, `${ticket.hub}/domains?add`);
	await page.locator("#domain").fill(domain);
	return leads_on(page, () => page.getByRole("button", { name: "Add domain" }).click());
}

// Each open(page) leads there and returns the answer with which the page was made; as often as
// one likes. cookies are those in the visitor's browser.
export async function world_make() {
	const site = await logo_server_start({ "/logo.png": sends("image/png", png(240, 80, [138, 43, 226])) });
	const limited = await site_start("browser-limited", { limits: "on" });
	const away = await site_start("browser-away", { socket: "/nonexistent/web.sock" });
	const stopped = await server_start("browser-stopped", { POSTERN_DATABASE: "host=/nonexistent" });
	// by its address, so that the browser and we are one visitor: ::1 would be another
	const limited_at = limited.at.replace("localhost", "127.0.0.1");
	const domain_take = domain_give(limited_at);
	const branded = await branded_make(site), plain = await profile_make();
	const full = await ticket_make(everything(), branded), bare = await ticket_make({}, plain);
	const fresh = await ticket_make(everything());
	const session = await session_open(full), bare_session = await session_open(bare);
	const shared = await ticket_make(everything(), branded);
	const mine = await session_open(shared), theirs = await session_open(shared);
	const chosen = await ticket_make(everything()), chosen_session = await session_open(chosen);
	await provider_choose(chosen, chosen_session, "google-apps");
	const never = await ticket_make(), expired = await ticket_make(), revoked = await ticket_make({}, branded);
	const expired_session = await session_open(expired), used_up = await used_up_make();
	const late = await settings_reach("samlp"), soon = await settings_reach("samlp");
	const waiting = await connection_made(everything());
	const claimed = await connection_made(everything());
	await step_send(claimed, "/domains", { domain: "acme.example" });
	const left = await connection_made(everything());
	await step_send(left, "/domains", { domain: "acme.example" });
	await step_send(left, "/enable");
	await until("the domain is looked up", () => count("SELECT count(*) FROM connection_domain WHERE looked_at > asked_at"));
	const done = await connection_made({ enabled_clients: [process.env.POSTERN_CLIENT_ID] });
	await step_send(done, "/enable");
	ticket_expire(never);
	ticket_expire(expired);
	await ticket_revoke(revoked);

	const pages = [
		["intro", 200, (p) => go(p, fresh.path)],
		["intro of a branded profile", 200, (p) => go(p, full.path)],
		["intro of a bare ticket", 200, (p) => go(p, bare.path)],
		["intro to continue", 200, (p) => go(p, full.path), [session]],
		["hub with all cards", 200, (p) => go(p, full.hub), [session]],
		["hub without cards", 200, (p) => go(p, bare.hub), [bare_session]],
		["hub with a choice", 200, (p) => go(p, chosen.hub), [chosen_session]],
		["provider", 200, (p) => go(p, `${full.hub}/provider`), [session]],
		["provider, all of them", 200, (p) => go(p, `${bare.hub}/provider`), [bare_session]],
		["provider, nothing chosen", 400, (p) => unchosen(p, bare), [bare_session]],
		["provider, another was faster", 409, (p) => conflict(p, shared, theirs), [mine]],
		["expired unused", 410, (p) => go(p, never.path)],
		["expired in use", 410, (p) => go(p, expired.hub), [expired_session]],
		["expired while typing", 410, (p) => typed_too_late(p, late), [late.cookie]],
		["closes in half an hour", 200, (p) => closes_in(p, soon, "29 minutes"), [soon.cookie]],
		["closes in minutes", 200, (p) => closes_in(p, soon, "4 minutes"), [soon.cookie]],
		["sessions", 200, (p) => go(p, `${shared.hub}/sessions?ended`), [mine]],
		["done on this computer", 200, (p) => done_here(p)],
		["session that was ended", 410, (p) => ended_elsewhere(p)],
		["hub that waits for a domain", 200, (p) => go(p, waiting.ticket.hub), [waiting.cookie]],
		["domains, none yet", 200, (p) => go(p, `${waiting.ticket.hub}/domains`), [waiting.cookie]],
		["domains", 200, (p) => go(p, `${claimed.ticket.hub}/domains`), [claimed.cookie]],
		["domains, another one", 200, (p) => go(p, `${claimed.ticket.hub}/domains?add`), [claimed.cookie]],
		["hub that can be left to the DNS", 200, (p) => go(p, claimed.ticket.hub), [claimed.cookie]],
		["enable when verified", 200, (p) => go(p, `${claimed.ticket.hub}/enable`), [claimed.cookie]],
		["hub that is left to the DNS", 200, (p) => go(p, left.ticket.hub), [left.cookie]],
		["enable that is left to the DNS", 200, (p) => go(p, `${left.ticket.hub}/enable`), [left.cookie]],
		["domain", 200, (p) => go(p, `${claimed.ticket.hub}/domains/acme.example`), [claimed.cookie]],
		["domain that nobody can have", 400, (p) => domain_add(p, claimed, "gmail.com"), [claimed.cookie]],
		["provider that stays", 200, (p) => go(p, `${waiting.ticket.hub}/provider`), [waiting.cookie]],
		["hub that is done", 200, (p) => go(p, done.ticket.hub), [done.cookie]],
		["receipt with an expired certificate", 200, (p) => go(p, `${done.ticket.hub}/receipt`), [done.cookie]],
		...await tried_make(go),
		["used up", 410, (p) => go(p, used_up.path)],
		["revoked", 410, (p) => go(p, revoked.path)],
		["unknown", 404, (p) => go(p, "/self-service/connections-flow?ticket=x")],
		["stranger", 404, (p) => go(p, full.hub)],
		["error 400", 400, (p) => tampered(p, bare, "revision", "x"), [bare_session]],
		["error 403", 403, (p) => tampered(p, bare, "csrf", "x"), [bare_session]],
		["error 404", 404, (p) => go(p, "/nowhere")],
		["error 405", 405, (p) => wrong_method(p, bare), [bare_session]],
		["error 503", 503, (p) => go(p, fresh.path, stopped.at)],
		["nginx 400", 400, (p) => go(p, "/%")],
		["nginx 413", 413, (p) => tampered(p, bare, "csrf", "x".repeat(MIB)), [bare_session]],
		["nginx 429", 429, (p) => over_the_limit(p, limited_at, fresh)],
		["nginx 502", 502, (p) => go(p, fresh.path, away.at)],
	].map(([name, status, open, cookies = []]) => ({ name, status, open, cookies }));

	return {
		pages,
		end: async () => {
			domain_take();
			await profiles_remove();
			for (const server of [site, limited, away, stopped])
				await server.end();
		},
	};
}

// Opens a visitor's page and checks the status of its answer.
export async function page_open(context, { name, status, open, cookies }) {
	for (const cookie of cookies)
		await cookie_give(context, cookie);
	const page = await context.newPage();
	const answer = await open(page);
	if (answer.status() !== status)
		throw new Error(`${name}: ${answer.status()}, not ${status}`);
	return { page, answer };
}
