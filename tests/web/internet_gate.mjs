// SPDX-License-Identifier: Apache-2.0
// internet_gate.mjs - in a network of its own: leads port 443 to a socket outside, and runs a program that may go there
import { spawn } from "node:child_process";
import net from "node:net";

const [, , outside, program] = process.argv;
const gate = net.createServer((inner) => {
	const outer = net.connect(outside);
	for (const socket of [inner, outer])
		socket.on("error", () => [inner, outer].forEach((each) => each.destroy()));
	inner.pipe(outer).pipe(inner);
});
await new Promise((resolve) => gate.listen(443, "127.0.0.1", resolve));
const child = spawn(program, { stdio: ["ignore", "ignore", "inherit"] });
process.on("SIGTERM", () => child.kill());
child.on("exit", (code) => process.exit(code ?? 1));
console.log("ready");
