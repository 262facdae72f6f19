// SPDX-License-Identifier: Apache-2.0
// crowd.mjs - connections that begin something and do not go on, each in its own way
import http2 from "node:http2";
import net from "node:net";
import tls from "node:tls";
import { ca, domain } from "./ask.mjs";

const AT_ONCE = 100;
const HALF_HEADER = `GET /healthz HTTP/1.1\r\nHost: ${domain}\r\nX-Slow: `;
// Pages have a rate of their own, calls of the API have none in nginx.
const PATH = "/api/v2/self-service-profiles";
const HALF_BODY = `POST ${PATH} HTTP/1.1\r\nHost: ${domain}\r\nContent-Length: 1000\r\n\r\n{"na`;
// A record of TLS that says it has 512 bytes, and the first of its handshake.
const HALF_HELLO = Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]);

const tcp = (port, from) => net.connect({ host: "127.0.0.1", port, localAddress: from });

function secure(port, from, protocol, then) {
	const socket = tls.connect({ socket: tcp(port, from), servername: "localhost", ca, ALPNProtocols: [protocol] });
	return socket.once("secureConnect", () => then(socket));
}

function saying(socket, text) {
	return socket.once("connect", () => socket.write(text));
}

// Speaks HTTP/2 over the connection, as far as start(session) goes.
function spoken(site, from, start) {
	return secure(site.port, from, "h2", (socket) => {
		const session = http2.connect(site.at, { createConnection: () => socket });
		session.on("error", () => socket.destroy()).on("goaway", () => socket.destroy());
		start(session);
	});
}

function stream_of(session, method) {
	const stream = session.request({ ":method": method, ":path": PATH, ":authority": domain,
		...method === "POST" ? { "content-length": "1000" } : {} }, { endStream: method !== "POST" });
	return stream.on("error", () => {});
}

export const kinds = {
	"nothing, without TLS": (site, from) => tcp(site.http_port, from),
	"nothing, on the port of TLS": (site, from) => tcp(site.port, from),
	"half a header, without TLS": (site, from) => saying(tcp(site.http_port, from), HALF_HEADER),
	"half a handshake": (site, from) => saying(tcp(site.port, from), HALF_HELLO),
	"a handshake and nothing": (site, from) => secure(site.port, from, "http/1.1", () => {}),
	"half a header": (site, from) => secure(site.port, from, "http/1.1", (socket) => socket.write(HALF_HEADER)),
	"half a body": (site, from) => secure(site.port, from, "http/1.1", (socket) => socket.write(HALF_BODY)),
	"HTTP/2 and nothing": (site, from) => spoken(site, from, () => {}),
	"half of HTTP/2's greeting": (site, from) => secure(site.port, from, "h2", (socket) => socket.write("PRI * HTTP/2.0\r\n")),
	"an answer over HTTP/2, and nothing more": (site, from) => spoken(site, from, (session) => stream_of(session, "GET").resume()),
	"half a body over HTTP/2": (site, from) => spoken(site, from, (session) => stream_of(session, "POST").write('{"na')),
};

// Holds so many of each kind [[name, number], ...]: what the server closes is opened again.
export function crowd_gather(site, from, numbers) {
	const all = numbers.map(([name, number]) => ({ open: kinds[name], number, sockets: new Set(), begun: 0 }));
	let opening = 0, is_over = false;

	function open(kind) {
		const socket = kind.open(site, from);
		kind.begun++;
		opening++;
		const ready = () => {
			opening--;
			kind.sockets.add(socket);
		};
		socket.once(socket.encrypted ? "secureConnect" : "connect", ready);
		socket.on("error", () => {}).resume().once("close", () => {
			kind.begun--;
			opening -= kind.sockets.delete(socket) ? 0 : 1;
		});
		socket.once("end", () => socket.destroy());
	}

	const timer = setInterval(() => {
		for (const kind of all)
			while (!is_over && kind.begun < kind.number && opening < AT_ONCE)
				open(kind);
	}, 20);
	return {
		size: () => all.reduce((sum, kind) => sum + kind.sockets.size, 0),
		end: () => {
			is_over = true;
			clearInterval(timer);
			for (const kind of all)
				for (const socket of kind.sockets)
					socket.destroy();
		},
	};
}

// The statuses of so many POST over one connection of HTTP/2 whose bodies stay half.
export function streams_open(site, from, number) {
	const statuses = [];
	const session = http2.connect(site.at, { ca, createConnection: () =>
		tls.connect({ socket: tcp(site.port, from), servername: "localhost", ca, ALPNProtocols: ["h2"] }) });
	for (let n = 0; n < number; n++) {
		const stream = stream_of(session, "POST");
		stream.on("response", (headers) => statuses.push(headers[":status"])).write('{"na');
	}
	return { statuses, end: () => session.destroy() };
}
