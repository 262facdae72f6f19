// SPDX-License-Identifier: Apache-2.0
// The API's description of itself: valid, and true of what the server answers and takes.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { ask } from "./ask.mjs";
import { api, profile_make, profiles_remove, ticket_make } from "./api.mjs";

const profiles = "/api/v2/self-service-profiles";
const ours = ["client-id", "strict-https-uri-or-null"];	// formats of the contract's own
const ajv = new Ajv({ strict: false, formats: Object.fromEntries(ours.map((name) => [name, true])) });
addFormats(ajv);

function schemas_of(value) {
	if (value === null || typeof value !== "object")
		return [];
	return Object.entries(value).flatMap(([name, one]) =>
		name === "schema" ? [one] : schemas_of(one));
}

describe("the API's description", () => {
	let document;
	let profile;
	let ticket;

	before(async () => {
		document = (await ask("/api/v2/openapi.json")).json();
		profile = await profile_make({ name: "Described", branding: { colors: { primary: "#abc" } } });
		ticket = await ticket_make({}, profile);
	});
	after(profiles_remove);

	const answer_fits = (path, method, status) => ajv.compile(
		document.paths[path][method].responses[status].content["application/json"].schema);
	const body_fits = (path, method) => ajv.compile(
		document.paths[path][method].requestBody.content["application/json"].schema);

	it("is OpenAPI 3.1", async () => {
		const result = await new Validator().validate(structuredClone(document));
		assert.equal(result.valid, true, JSON.stringify(result.errors));
	});

	it("holds schemas that can be used", () => {
		const schemas = schemas_of(document);
		assert.ok(schemas.length > 100);
		for (const schema of schemas)
			assert.equal(ajv.validateSchema(schema), true, JSON.stringify(schema));
	});

	it("names each operation once", () => {
		const ids = Object.values(document.paths).flatMap(Object.values).map((o) => o.operationId);
		assert.equal(new Set(ids).size, ids.length);
	});

	it("describes what is answered", async () => {
		const asked = [[profiles, profiles], [`${profiles}?include_totals=true`, profiles],
			[`${profiles}/${profile}`, `${profiles}/{id}`],
			[`${profiles}/${profile}/sso-ticket`, `${profiles}/{id}/sso-ticket`],
			[`${profiles}/${profile}/sso-ticket/${ticket.id}`, `${profiles}/{id}/sso-ticket/{ticket}`],
			...["logs", "clients", "connections", "client-grants"].flatMap((name) =>
				["", "?take=2", "?include_totals=true"].map((query) =>
					[`/api/v2/${name}${query}`, `/api/v2/${name}`]))];
		for (const [path, described] of asked) {
			const answer = await api("GET", path);
			assert.equal(answer.status, 200, `${path}: ${answer.text}`);
			const fits = answer_fits(described, "get", 200);
			assert.ok(fits(answer.json()), `${path}: ${JSON.stringify(fits.errors)}`);
		}
	});

	it("describes what is taken", async () => {
		const bodies = [[400, {}], [400, { name: "" }], [400, { name: "x".repeat(101) }], [400, { name: 7 }],
			[400, { name: "A", more: 1 }], [400, { name: "A", branding: { colors: {} } }],
			[400, { name: "A", allowed_strategies: ["nobody"] }], [400, { name: "A", description: null }],
			[400, { name: "A", language: "de_DE" }], [400, { name: "A", language: null }],
			[201, { name: "A", branding: { more: 1 }, allowed_strategies: ["okta"], language: "pt-BR" }]];
		const fits = body_fits(profiles, "post");
		for (const [status, body] of bodies) {
			const answer = await api("POST", profiles, body);
			assert.equal(answer.status, status, answer.text);
			assert.equal(fits(body), status === 201, JSON.stringify(body));
			if (status === 201)
				await api("DELETE", `${profiles}/${answer.json().id}`);
		}
		assert.ok(body_fits(`${profiles}/{id}`, "patch")({ description: null }));
	});

	it("describes errors, too", async () => {
		const { error } = document.components.responses;
		const fits = ajv.compile(error.content["application/json"].schema);
		const answer = await api("GET", `${profiles}/ssp_x`);
		assert.equal(answer.status, 404);
		assert.ok(fits(answer.json()));
		for (const name of Object.keys(error.headers))
			assert.match(answer.headers[name.toLowerCase()], /^\d+$/);
	});
});
