// SPDX-License-Identifier: Apache-2.0
// logo_server.mjs - a web site of the customer with a logo, good, bad and slow; a PNG to order
import { readFileSync } from "node:fs";
import https from "node:https";
import { deflateSync } from "node:zlib";

const tls = `${process.env.POSTERN_VAR}/tls`;

function crc(bytes) {
	let value = ~0;
	for (const byte of bytes) {
		value ^= byte;
		for (let bit = 0; bit < 8; bit++)
			value = value >>> 1 ^ (value & 1 ? 0xedb88320 : 0);
	}
	return ~value >>> 0;
}

function chunk(type, data) {
	const named = Buffer.concat([Buffer.from(type), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc(named), 4);
	return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

// A PNG of one color: [red, green, blue].
export function png(width, height, color) {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	const row = Buffer.from([0, ...Array(width).fill(color).flat()]);
	const rows = Buffer.concat(Array(height).fill(row));
	return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", head),
		chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

// Answers are functions of (request, response) by path; asked counts each path.
export async function logo_server_start(answers) {
	const asked = {};
	const server = https.createServer({
		cert: readFileSync(`${tls}/localhost.crt`), key: readFileSync(`${tls}/localhost.key`),
	}, (request, response) => {
		asked[request.url] = (asked[request.url] ?? 0) + 1;
		const answer = answers[request.url];
		if (answer)
			answer(request, response);
		else
			response.writeHead(404).end();
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address();
	return {
		port, asked,
		url: (path, host = "localhost") => `https://${host}:${port}${path}`,
		end: () => new Promise((resolve) => {
			server.close(resolve);
			server.closeAllConnections();
		}),
	};
}

export const sends = (type, body) => (request, response) =>
	response.writeHead(200, { "Content-Type": type }).end(body);

export const leads_to = (address) => (request, response) =>
	response.writeHead(302, { Location: address() }).end();
