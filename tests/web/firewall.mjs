// SPDX-License-Identifier: Apache-2.0
// firewall.mjs - in a network of its own: how many connections each address gets, as JSON
import net from "node:net";

const TRIES = 300;
const connection = (target, localAddress) => new Promise((resolve) => {
	const socket = net.connect({ ...target, localAddress });
	socket.once("connect", () => resolve(socket)).on("error", () => resolve(undefined));
});

function listening(host, port) {
	return new Promise((resolve) => {
		const server = net.createServer((socket) => socket.on("error", () => {}));
		server.listen({ host, port, backlog: 2 * TRIES }, () => resolve({ host, port }));
	});
}

// The crowd has several addresses that count as one; the connections are over both ports.
async function tried(host, crowd, other) {
	const targets = [await listening(host, 80), await listening(host, 443)];
	const elsewhere = await listening(host, 8080);
	const sockets = [];
	for (let n = 0; n < TRIES; n++)
		sockets.push(await connection(targets[n % 2], crowd[n % crowd.length]));
	const held = sockets.filter(Boolean);
	const result = {
		held: held.length,
		other_may: Boolean(await connection(targets[1], other)),
		other_port: Boolean(await connection(elsewhere, crowd[0])),
		still_open: held.every((socket) => !socket.destroyed),
	};
	await Promise.all(held.map((socket) => new Promise((resolve) => socket.once("close", resolve).resetAndDestroy())));
	return { ...result, may_again: Boolean(await connection(targets[0], crowd[0])) };
}

const ipv4 = await tried("127.0.0.1", ["127.0.0.2"], "127.0.0.3");
const ipv6 = await tried("::1", ["2001:db8:1:1::1", "2001:db8:1:1:ffff::2"], "2001:db8:1:2::1");
console.log(JSON.stringify({ ipv4, ipv6 }));
process.exit(0);
