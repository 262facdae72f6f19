// SPDX-License-Identifier: Apache-2.0
// The official deploy tool, unmodified: it exports one tenant and imports that into another.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { remember } from "../web/secrets.mjs";
import { site_start } from "../web/sites.mjs";
import { sdk_make } from "./sdk.mjs";

const run = promisify(execFile);
const tool = fileURLToPath(new URL("../node_modules/auth0-deploy-cli/lib/index.js", import.meta.url));
const KINDS = ["connections", "organizations", "selfServiceProfiles", "userAttributeProfiles"];
const PROGRAM = "Deployer";
const SECRET = remember(`deploy-secret-${process.pid}`);

function postern(...words) {
	return execFileSync(`${process.env.POSTERN_BUILD}/src/postern`, words, { encoding: "utf8" });
}

// A tenant with one program, behind an nginx of its own because the host finds the tenant.
async function tenant_start(word) {
	const site = await site_start(`deploy-${word}`);
	const id = `deploy-${word}-${process.pid}`;
	const domain = new URL(site.at).host;
	postern("tenant", "add", "--id", id, "--name", word, "--domain", domain);
	const [, clientId, clientSecret] = postern("client", "add", "--tenant", id, "--name", PROGRAM, "--scope", "all")
		.match(/client_id=(\w+)\nclient_secret=(\w+)/);
	remember(clientSecret);
	return { domain, clientId, clientSecret, end: site.end };
}

// Runs a0deploy with those arguments; returns its output.
async function deploy(tenant, kinds, ...words) {
	const env = { ...process.env, AUTH0_DOMAIN: tenant.domain, AUTH0_CLIENT_ID: tenant.clientId,
		AUTH0_CLIENT_SECRET: tenant.clientSecret, AUTH0_INCLUDED_ONLY: JSON.stringify(kinds) };
	const { stdout } = await run(process.execPath, [tool, ...words], { env });
	return stdout;
}

async function fill(tenant) {
	const { connections, organizations, selfServiceProfiles, userAttributeProfiles } = sdk_make(tenant);
	const uap = await userAttributeProfiles.create({ ...(await userAttributeProfiles.getTemplate("auth0-generic")).template,
		name: "Attributes" });
	const ssp = await selfServiceProfiles.create({ name: "Customers", description: "All of them", user_attribute_profile_id: uap.id,
		allowed_strategies: ["okta", "samlp"], branding: { colors: { primary: "#7c3aed" } } });
	await selfServiceProfiles.customText.set(ssp.id, "en", "get-started", { introduction: "<b>Welcome</b>" });
	await selfServiceProfiles.create({ name: "Partners", user_attributes: [{ name: "email", description: "Email", is_optional: false }] });
	const okta = await connections.create({ name: "acme-okta", strategy: "okta", display_name: "Acme", metadata: { plan: "gold" },
		options: { client_id: "c", client_secret: SECRET, domain: "acme.okta.example",
			domain_aliases: ["acme.example"] }, enabled_clients: [tenant.clientId] });
	const acme = await organizations.create({ name: "acme", display_name: "Acme", metadata: { plan: "gold" },
		enabled_connections: [{ connection_id: okta.id, assign_membership_on_login: true }] });
	await organizations.discoveryDomains.create(acme.id, { domain: "acme.example", status: "verified" });
}

// The things that the import has to change instead of making them.
async function fill_differently(tenant) {
	const { connections, organizations, selfServiceProfiles } = sdk_make(tenant);
	await selfServiceProfiles.create({ name: "Partners", user_attributes: [{ name: "other", description: "Other", is_optional: true }] });
	await connections.create({ name: "acme-okta", strategy: "okta", display_name: "Another",
		options: { client_id: "another", domain: "another.okta.example" } });
	await organizations.create({ name: "acme", display_name: "Another" });
}

// The lines of an export, except those that a tenant makes by itself.
function lines_of(file) {
	return readFileSync(file, "utf8").split("\n").filter((line) => !/^ *verification_(txt|host): /.test(line));
}

describe("the deploy tool", () => {
	const folder = mkdtempSync(`${tmpdir()}/postern-deploy-`);
	const file_of = (word) => `${folder}/${word}/tenant.yaml`;
	const export_of = (tenant, kinds, word) =>
		deploy(tenant, kinds, "export", "--format", "yaml", "--output_folder", `${folder}/${word}`);
	const tenants = {};

	before(async () => {
		for (const word of ["from", "to"])
			tenants[word] = await tenant_start(word);
		await fill(tenants.from);
		await fill_differently(tenants.to);
	});
	after(async () => {
		for (const tenant of Object.values(tenants))
			await tenant.end();
		rmSync(folder, { recursive: true });
	});

	it("exports a tenant without its secrets", async () => {
		await export_of(tenants.from, [...KINDS, "clients"], "whole");
		const text = readFileSync(file_of("whole"), "utf8");
		for (const words of ["Attributes", "Customers", "Partners", "<b>Welcome</b>", "acme-okta", "gold", "acme.example", PROGRAM])
			assert.ok(text.includes(words), words);
		assert.ok(!text.includes(SECRET) && !text.includes(tenants.from.clientSecret));
	});

	it("imports what it exported into another tenant, where some is there already, so that the two are alike", async () => {
		await export_of(tenants.from, KINDS, "from");
		await deploy(tenants.to, KINDS, "import", "--input_file", file_of("from"));
		await export_of(tenants.to, KINDS, "to");
		const [from, to] = [lines_of(file_of("from")), lines_of(file_of("to"))];
		// line by line, because the assertion would take a minute to print the difference of a whole file
		from.forEach((line, n) => assert.equal(to[n], line, `line ${n + 1}`));
		assert.equal(to.length, from.length);
	});
});
