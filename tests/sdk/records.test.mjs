// SPDX-License-Identifier: Apache-2.0
// Logs and clients: the contract's files do not describe them, but the client library's own types do.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { connection_name, ticket_of } from "../web/api.mjs";
import { log_faults } from "./contract.mjs";
import { all_of, keeps_contract, sdk_make, secret } from "./sdk.mjs";

describe("logs and clients", () => {
	const { logs, clients, selfServiceProfiles: { ssoTicket } } = sdk_make();

	afterEach(keeps_contract);

	it("lists the tenant's clients page by page, without their secrets", async () => {
		const listed = await all_of(clients.list({ per_page: 1 }));
		assert.ok(listed.some((c) => c.client_id === process.env.POSTERN_CLIENT_ID && c.name === "Demo program"));
		for (const client of listed)
			assert.ok(!("client_secret" in client));
	});

	it("lists what happened to tickets, newest first, and shows one of it", async () => {
		for (let n = 0; n < 3; n++) {
			const { ticket } = await ssoTicket.create(process.env.POSTERN_PROFILE_ID,
				{ connection_config: { name: connection_name() } });
			await ssoTicket.revoke(process.env.POSTERN_PROFILE_ID, secret(ticket_of(ticket).secret));
		}
		const listed = await all_of(logs.list({ per_page: 2, page: 0 }));
		assert.ok(listed.length >= 3);
		assert.equal(new Set(listed.map((log) => log.log_id)).size, listed.length);
		const dates = listed.map((log) => log.date);
		assert.deepEqual(dates, [...dates].sort().reverse());
		for (const log of listed)
			assert.deepEqual(log_faults(log), [], JSON.stringify(log));
		assert.ok(listed.some((log) => log.details.ss_sso_event_name === "ss_sso_ticket_generation"
			&& log.client_id === process.env.POSTERN_CLIENT_ID));
		assert.deepEqual(await logs.get(listed[0].log_id), listed[0]);
		const found = await all_of(logs.list({ search: "type:ss_sso_success", fields: "log_id,type", include_fields: true }));
		assert.ok(found.length >= 3);
		for (const log of found)
			assert.deepEqual(log, { log_id: log.log_id, type: "ss_sso_success" });
	});
});
