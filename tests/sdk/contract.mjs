// SPDX-License-Identifier: Apache-2.0
// contract.mjs - judges whether requests and answers keep to the contract
//
// contract.json has the contract's figures; contract_derive.mjs says where they come from.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import add_formats from "ajv-formats";

// The kinds of pages that a list has overlap, so that "one of them" has to mean any.
const text = readFileSync(new URL("contract.json", import.meta.url), "utf8")
	.replaceAll("\"#/components/", "\"contract#/components/").replaceAll("\"oneOf\":", "\"anyOf\":");
const { operations, strategies, logs, schemas, options } = JSON.parse(text);

const is_base58 = "[1-9A-HJ-NP-Za-km-z]";
const FORMATS = {
	"client-id": /^[A-Za-z0-9]{32}$/,
	"connection-id": /^con_[A-Za-z0-9]{16}$/,
	"connection-realm": /^[^\s]{1,255}$/,
	hexadecimal: /^[0-9A-Fa-f]*$/,
	"html-color": /^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$/,
	"organization-discovery-domain-id": new RegExp(`^ord_1c${is_base58}{20}$`),
	"organization-id": /^org_[A-Za-z0-9]{16}$/,
	"organization-name": /^[a-z0-9][a-z0-9_-]{0,49}$/,
	"strict-https-uri-or-null": /^https:\/\/[^\s]+$/,
	"user-attribute-profile-id": new RegExp(`^uap_1c${is_base58}{20}$`),
};
// Any operation may answer these, named there or not: a broken rule, an unknown or poor caller, too many calls.
const ANYWHERE = ["400", "401", "403", "429"];
const ERROR = {
	type: "object", required: ["statusCode", "error", "message"], additionalProperties: false,
	properties: { statusCode: { type: "integer" }, error: { type: "string", minLength: 1 },
		message: { type: "string", minLength: 1 }, errorCode: { type: "string", pattern: "^[a-z_]+$" } },
};
// Names that hold a secret: accepted, never answered.
const SECRETS = ["client_secret", "decryptionKey", "signing_key", "app_secret", "admin_access_token",
	"admin_refresh_token", "private_key", "key"];

// The one answer that gives a secret: the new one.
const GIVES_A_SECRET = /^POST \/clients\/[^/]+\/rotate-secret$/;

const ajv = new Ajv({ allErrors: true, strictTypes: false, strictTuples: false, strictRequired: false });
add_formats(ajv);
for (const [name, format] of Object.entries(FORMATS))
	ajv.addFormat(name, format);
ajv.addVocabulary(["components"]);
ajv.addSchema({ $id: "contract", components: { schemas, options } });

const compiled = new Map();
function broken(schema, value, where) {
	if (!compiled.has(schema))
		compiled.set(schema, ajv.compile(schema));
	const check = compiled.get(schema);
	return check(value) ? [] : check.errors.map((e) => `${where}${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`);
}

const patterns = Object.keys(operations).map((name) => {
	const [method, path] = name.split(" ");
	return { name, method, literals: path.replaceAll(/\{[^}]*\}/g, "").length,
		matches: new RegExp(`^${path.replaceAll(/\{[^}]*\}/g, "[^/]+")}$`) };
});

// The operation's name, the one with the most literal letters; undefined for an operation that the contract lacks.
export function operation_name(method, path) {
	const fits = patterns.filter((p) => p.method === method && p.matches.test(path));
	return fits.sort((a, b) => b.literals - a.literals)[0]?.name;
}

// The calls of the client library, by their operations, below a name such as "connections".
export function calls_of(group) {
	return Object.values(operations).map((o) => o.call)
		.filter((call) => call.slice(0, call.lastIndexOf(".")) === group).sort();
}
export const call_of = (name) => operations[name]?.call;
export const scopes_of = (name) => operations[name].scopes;

function query_value(schema, texts) {
	const types = [schema.type].flat();
	if (types.includes("array"))
		return texts;
	const [first] = texts;
	if (types.includes("integer"))
		return Number(first);
	return types.includes("boolean") ? { true: true, false: false }[first] : first;
}

function query_faults(operation, query) {
	return [...new Set(query.keys())].flatMap((name) => name in operation.query
		? broken(operation.query[name], query_value(operation.query[name], query.getAll(name)), `query ${name}`)
		: [`query ${name}: not in the contract`]);
}

function body_faults(operation, body) {
	if (operation.body !== null)
		return body === undefined ? [] : broken(operation.body, body, "request");
	return body === undefined ? [] : ["request: the contract has no body here"];
}

// Recorded calls have null for an option that is absent.
const without_nulls = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));

// The schemas say "any" where a value depends on the strategy; this checks it wherever it stands.
function options_faults(value, where) {
	if (typeof value !== "object" || value === null)
		return [];
	const own = value.strategy in strategies && value.options
		? broken(strategies[value.strategy], without_nulls(value.options), `${where}/options of ${value.strategy}`) : [];
	return [...own, ...Object.entries(value).flatMap(([name, inner]) => options_faults(inner, `${where}/${name}`))];
}

function secret_names(value, where) {
	if (typeof value !== "object" || value === null)
		return [];
	return Object.entries(value).flatMap(([name, inner]) => [
		...SECRETS.includes(name) ? [`${where}/${name}: a secret`] : [], ...secret_names(inner, `${where}/${name}`)]);
}

function error_faults(status, answer) {
	const faults = broken(ERROR, answer, "answer");
	return answer?.statusCode === status ? faults : [...faults, `answer: statusCode is not ${status}`];
}

function answer_faults(operation, status, answer) {
	const schema = operation.answers[status];
	if (schema !== null)
		return [...broken(schema, answer, "answer"), ...options_faults(answer, "answer"), ...secret_names(answer, "answer")];
	return answer === undefined || Object.keys(answer).length === 0 ? [] : ["answer: the contract has no body here"];
}

// Every fault of an entry in the tenant's log.
export function log_faults(log) {
	return log.type in logs ? broken(logs[log.type], log, "log") : [`log: type ${log.type} is not in the contract`];
}

// Every fault of one exchange {method, path, query, body, status, answer}, as
// sentences; body and answer are undefined where there was none. A request that was refused
// may break every rule; one that was accepted may break none.
export function exchange_faults({ method, path, query, body, status, answer }) {
	const operation = operations[operation_name(method, path)];
	if (operation === undefined)
		return status >= 400 ? error_faults(status, answer) : GIVES_A_SECRET.test(`${method} ${path}`) ? []
			: secret_names(answer, "answer");
	if (!(status in operation.answers) && !ANYWHERE.includes(String(status)))
		return [`status ${status} is not in the contract`];
	if (status >= 400)
		return error_faults(status, answer);
	return [...query_faults(operation, query), ...body_faults(operation, body), ...options_faults(body, "request"),
		...answer_faults(operation, status, answer)];
}
