// SPDX-License-Identifier: Apache-2.0
// nginx/firewall.nft, tried in a network of its own
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const rules = fileURLToPath(new URL("../../nginx/firewall.nft", import.meta.url));
const program = fileURLToPath(new URL("firewall.mjs", import.meta.url));
const WORLD = `set -e
	ip link set lo up
	for address in 2001:db8:1:1::1 2001:db8:1:1:ffff::2 2001:db8:1:2::1; do
		ip address add $address/128 dev lo
	done
	nft -f "$1"
	nft -f "$1"
	exec "$2" "$3"`;

describe("the firewall", () => {
	it("gives each IPv4 address and each /64 two hundred connections, and takes none from others", () => {
		const { stdout, stderr, status } = spawnSync("unshare",
			["--net", "--map-root-user", "sh", "-c", WORLD, "sh", rules, process.execPath, program],
			{ encoding: "utf8", env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` } });
		assert.equal(status, 0, stderr);
		const wanted = { held: 200, other_may: true, other_port: true, still_open: true, may_again: true };
		assert.deepEqual(JSON.parse(stdout), { ipv4: wanted, ipv6: wanted });
	});
});
