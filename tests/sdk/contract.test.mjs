// SPDX-License-Identifier: Apache-2.0
// The judge of the other tests here finds faults against the contract, and finds none where there are none.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ManagementClient } from "auth0";
import { calls_of, exchange_faults, operation_name } from "./contract.mjs";

const UAP = "uap_1cabcdefghijkmnopqrstu";
const PROFILE = { id: "ssp_1", name: "A", user_attributes: [], allowed_strategies: ["okta"],
	created_at: "2026-01-01T00:00:00.000Z", updated_at: "2026-01-01T00:00:00.000Z" };
const OKTA = { name: "a", strategy: "okta", options: { client_id: "c", domain: "acme.okta.example" } };
const ERROR = { statusCode: 404, error: "Not Found", message: "No." };

// Exchanges by their description, each with the words of its one fault; without words it has none.
const CASES = [
	["a profile made", ["POST", "/self-service-profiles", 201, PROFILE, { name: "A" }]],
	["a profile without its name", ["POST", "/self-service-profiles", 201, PROFILE, {}], /^request: .*'name'/],
	["more in a request than the contract has", ["POST", "/self-service-profiles", 201, PROFILE, { name: "A", x: 1 }],
		/^request: .*additional/],
	["a color that is not one", ["POST", "/self-service-profiles", 201, PROFILE, { name: "A",
		branding: { colors: { primary: "red" } } }], /^request\/branding\/colors\/primary: .*pattern/],
	["an id that is none", ["POST", "/self-service-profiles", 201, PROFILE, { name: "A", user_attribute_profile_id: "uap_0" }],
		/^request\/user_attribute_profile_id: .*format/],
	["an id that is one", ["POST", "/self-service-profiles", 201, PROFILE, { name: "A", user_attribute_profile_id: UAP }]],
	["a time that is none", ["GET", "/self-service-profiles/x", 200, { ...PROFILE, created_at: "today" }], /^answer\/created_at: .*format/],
	["a strategy that the contract lacks", ["GET", "/self-service-profiles/x", 200, { ...PROFILE, allowed_strategies: ["x"] }],
		/^answer\/allowed_strategies\/0/],
	["a status that the operation lacks", ["DELETE", "/self-service-profiles/x", 404, ERROR], /^status 404/],
	["a body where none is", ["DELETE", "/self-service-profiles/x", 204, { a: 1 }], /^answer: .*no body/],
	["an error", ["GET", "/self-service-profiles/x", 404, ERROR]],
	["an error of another status", ["GET", "/self-service-profiles/x", 404, { ...ERROR, statusCode: 400 }], /^answer: statusCode/],
	["an error without words", ["GET", "/self-service-profiles/x", 404, { ...ERROR, message: "" }], /^answer\/message/],
	["an error where the contract has no operation", ["GET", "/nowhere", 404, ERROR]],
	["a query", ["GET", "/connections?take=2&strategy=okta&strategy=oidc&include_totals=true", 200, []]],
	["a query's number over its limit", ["GET", "/connections?take=101", 200, []], /^query take: .*100/],
	["a query that the contract lacks", ["GET", "/connections?x=1", 200, []], /^query x/],
	["a connection", ["POST", "/connections", 201, { id: "con_1", ...OKTA }, OKTA]],
	["options that their strategy lacks", ["GET", "/connections/x", 200, { ...OKTA, options: { client_id: "c", domain: "a" } }],
		/^answer\/options of okta\/domain: .*fewer than 4/],
	["a secret", ["GET", "/connections", 200, [{ ...OKTA, options: { ...OKTA.options, client_secret: "s" } }]],
		/^answer\/0\/options\/client_secret: a secret/],
];

describe("the contract's judge", () => {
	for (const [what, [method, address, status, answer, body], words] of CASES)
		it(`${words ? "sees" : "lets pass"} ${what}`, () => {
			const { pathname: path, searchParams: query } = new URL(address, "https://x.example");
			const faults = exchange_faults({ method, path, query, body, status, answer });
			assert.equal(faults.length > 0, words !== undefined, faults.join("\n"));
			if (words)
				assert.ok(faults.some((fault) => words.test(fault)), faults.join("\n"));
		});

	it("takes the nearest operation", () => {
		assert.equal(operation_name("GET", "/user-attribute-profiles/templates"), "GET /user-attribute-profiles/templates");
		assert.equal(operation_name("GET", "/user-attribute-profiles/x"), "GET /user-attribute-profiles/{id}");
		assert.equal(operation_name("GET", "/organizations/name/x"), "GET /organizations/name/{name}");
		assert.equal(operation_name("PUT", "/organizations"), undefined);
	});

	it("knows operations by the calls that the client library has", () => {
		const sdk = new ManagementClient({ domain: "x.example", token: "x" });
		for (const group of ["connections", "connections.clients", "connections.keys", "organizations",
			"organizations.discoveryDomains", "organizations.enabledConnections", "selfServiceProfiles",
			"selfServiceProfiles.customText", "selfServiceProfiles.ssoTicket", "userAttributeProfiles"]) {
			assert.ok(calls_of(group).length >= 2);
			for (const call of calls_of(group))
				assert.equal(typeof call.split(".").reduce((at, name) => at[name], sdk), "function", call);
		}
	});
});
