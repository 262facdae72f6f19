// SPDX-License-Identifier: Apache-2.0
// sdk.mjs - the official client library, unmodified, and a witness of everything that it sends and gets
//
// The library gets a fetch that is Node's own and keeps a copy of each exchange for contract.mjs.
import assert from "node:assert/strict";
import { ManagementClient } from "auth0";
import { call_of, calls_of, exchange_faults, operation_name } from "./contract.mjs";
import { remember } from "../web/secrets.mjs";

const API = "/api/v2";
const domain = process.env.POSTERN_DOMAIN;
const secrets = new Set([process.env.POSTERN_CLIENT_SECRET]);
const well = new Set();
let faults = [];

// A secret to send, which no answer and no log may contain.
export function secret(text) {
	secrets.add(text);
	return remember(text);
}

const json_of = (text) => text === "" ? undefined : JSON.parse(text);

function witness(method, url, request, response, text) {
	const path = url.pathname.slice(API.length);
	const name = operation_name(method, path) ?? path;
	const told = [...secrets].filter((word) => text.includes(word)).map(() => "answer: a secret that was sent");
	const kind = text === "" || response.headers.get("content-type") === "application/json; charset=utf-8"
		? [] : [`answer: content-type ${response.headers.get("content-type")}`];
	const found = exchange_faults({ method, path, query: url.searchParams, body: json_of(request),
		status: response.status, answer: json_of(text) });
	faults.push(...[...told, ...kind, ...found].map((fault) => `${method} ${path} ${response.status}: ${fault}`));
	if (response.ok)
		well.add(call_of(name));
}

export async function witness_fetch(resource, options = {}) {
	const response = await fetch(resource, options);
	const url = new URL(resource);
	if (!url.pathname.startsWith(API))
		return response;
	const text = await response.clone().text();
	witness(options.method ?? "GET", url, options.body ?? "", response, text);
	return response;
}

export function sdk_make(settings = {}) {
	return new ManagementClient({ domain, clientId: process.env.POSTERN_CLIENT_ID,
		clientSecret: process.env.POSTERN_CLIENT_SECRET, fetch: witness_fetch, maxRetries: 0, ...settings });
}

// For afterEach: checks that everything that the test sent and got kept to the contract.
export function keeps_contract() {
	const found = faults;
	faults = [];
	assert.deepEqual(found, []);
}

// For a last hook: checks that every call of the groups succeeded in this file, except those that cannot.
export function all_called(groups, { but = [] } = {}) {
	const wanted = groups.flatMap(calls_of).filter((call) => !but.includes(call));
	assert.ok(wanted.length >= groups.length);
	assert.deepEqual(wanted.filter((call) => !well.has(call)), []);
}

// All items of a list call, page by page, as a program reads them.
export async function all_of(pages) {
	const items = [];
	for await (const item of await pages)
		items.push(item);
	return items;
}
