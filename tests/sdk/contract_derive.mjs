// SPDX-License-Identifier: Apache-2.0
// contract_derive.mjs FOLDER - writes contract.json again from the contract's API descriptions
//
// It keeps only what tests need, and no sentence: names, types, limits, choices, the answers
// of an operation, and the call of the client library that makes it. Only the keywords below pass. Run it when the contract changes:
//	node tests/sdk/contract_derive.mjs ../shared/contract
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const KEYWORDS = ["$ref", "type", "const", "enum", "format", "pattern", "minLength", "maxLength",
	"minimum", "maximum", "minItems", "maxItems", "minProperties", "maxProperties", "required",
	"additionalProperties", "properties", "items", "contains", "allOf", "anyOf", "oneOf"];
const METHODS = ["get", "post", "put", "patch", "delete"];
const STRATEGIES = { adfs: "ADFS", "google-apps": "GoogleApps", oidc: "OIDC", okta: "Okta",
	pingfederate: "PingFederate", samlp: "SAML", waad: "AzureAD" };

const folder = process.argv[2];
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
const map_values = (object, change) =>
	Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

// The ways from a schema to the schemas within it: some keywords hold one, some a list, some names.
function figures(schema) {
	if (Array.isArray(schema))
		return schema.map(figures);
	if (typeof schema !== "object" || schema === null)
		return schema;
	const kept = KEYWORDS.filter((word) => word in schema).map((word) => [word,
		word === "properties" ? map_values(schema[word], figures)
			: word === "enum" || word === "required" ? schema[word] : figures(schema[word])]);
	return Object.fromEntries(kept);
}

const schema_of = (part) => figures(part?.content?.["application/json"]?.schema) ?? null;

function operation_of(operation) {
	const parameters = (operation.parameters ?? []).filter((p) => p.in === "query");
	return {
		call: [operation["x-operation-group"], operation["x-operation-name"]].flat().join("."),
		scopes: operation.security.flatMap((way) => way.oAuth2ClientCredentials ?? []),
		query: Object.fromEntries(parameters.map((p) => [p.name, figures(p.schema)])),
		body: schema_of(operation.requestBody),
		answers: map_values(operation.responses, schema_of),
	};
}

function merge(into, more, from) {
	for (const [name, value] of Object.entries(more)) {
		if (name in into)
			assert.deepEqual(into[name], value, `${name} of ${from} differs`);
		into[name] = value;
	}
}

const operations = {};
const schemas = {};
const files = readdirSync(folder).filter((name) => name.endsWith(".oas.json")).sort();
for (const name of files) {
	const { paths, components } = read(name);
	for (const [path, methods] of Object.entries(paths))
		for (const method of METHODS.filter((word) => word in methods))
			operations[`${method.toUpperCase()} ${path}`] = operation_of(methods[method]);
	merge(schemas, map_values(components.schemas, figures), name);
}

// What recorded calls have beyond the descriptions: the clients in a list of connections, how others reach an
// application of ours, and Google Workspace without a client of its own.
const resource_app = { type: "object", additionalProperties: false, required: ["status"],
	properties: { status: { type: "string", enum: ["enabled", "disabled"] } } };
for (const name of ["CreateConnectionRequestContent", "UpdateConnectionRequestContent", "CreateConnectionResponseContent",
	"UpdateConnectionResponseContent", "GetConnectionResponseContent", "ConnectionForList"])
	schemas[name].properties.cross_app_access_resource_app = resource_app;
schemas.ConnectionForList.properties.enabled_clients = schemas.GetConnectionResponseContent.properties.enabled_clients;

// The options of a strategy name schemas of their own, some by names that other schemas use.
const options = map_values(read("mgmt-connection-options-by-strategy.json").components.schemas, figures);
options.ConnectionClientIdGoogleApps = { type: "string", maxLength: 128 };
options.ConnectionClientSecretGoogleApps = { type: "string", maxLength: 4096 };
for (const part of options.ConnectionOptionsGoogleApps.allOf)
	delete part.required;
const renamed = JSON.parse(JSON.stringify(options).replaceAll("#/components/schemas/", "#/components/options/"));
const strategies = map_values(STRATEGIES, (name) => ({ $ref: `#/components/options/ConnectionOptions${name}` }));

// A tenant's log, by its type.
const { ss_sso_success, ss_sso_failure, ss_sso_info } = map_values(read("tenant-logs-ss_sso-events.json"), figures);
const logs = { ss_sso_success, ss_sso_failure, ss_sso_info };

// A schema that no operation reaches is left out.
function reachable(components, from) {
	const names = new Set();
	const pending = [JSON.stringify(from)];
	while (pending.length > 0)
		for (const [, kind, name] of pending.pop().matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
			if (!names.has(`${kind}/${name}`)) {
				names.add(`${kind}/${name}`);
				pending.push(JSON.stringify(components[kind][name]));
			}
	return (kind) => Object.fromEntries(Object.entries(components[kind])
		.filter(([name]) => names.has(`${kind}/${name}`)).sort(([a], [b]) => a < b ? -1 : 1));
}

const used = reachable({ schemas, options: renamed }, { operations, strategies });
const lines = (object) => Object.entries(object)
	.map(([name, value]) => `\t\t${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",\n");
const sections = { operations, strategies, logs, schemas: used("schemas"), options: used("options") };
writeFileSync(new URL("contract.json", import.meta.url), `{\n${Object.entries(sections)
	.map(([name, object]) => `\t${JSON.stringify(name)}: {\n${lines(object)}\n\t}`).join(",\n")}\n}\n`);
