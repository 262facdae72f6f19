// SPDX-License-Identifier: Apache-2.0
// internet.mjs - sites of the internet by their own names, on this machine, for postern-jobs and for a browser
//
// These postern-jobs run in a network of their own, where /etc/hosts has the names and port 443 is ours;
// a browser is told by rules where the names are.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { listen } from "../../script/practice/listen.mjs";
import { environment_of, jobs_hold, jobs_supervisor } from "./processes.mjs";

const gate = fileURLToPath(new URL("internet_gate.mjs", import.meta.url));
const log = `${process.env.POSTERN_VAR}/log/internet-jobs.log`;
// Whoever is not root becomes it in there.
const NAMESPACES = ["--net", "--mount", ...(process.getuid() === 0 ? [] : ["--map-root-user"])];
const WORLD = `set -e
	mount --bind "$1" /etc/hosts
	ip link set lo up
	exec "$2" "$3" "$4" "$5"`;

function certificate_make(folder, hosts) {
	execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
		"-subj", "/CN=Sites for tests", "-addext", `subjectAltName=${hosts.map((host) => `DNS:${host}`)}`,
		"-keyout", `${folder}/localhost.key`, "-out", `${folder}/localhost.crt`], { stdio: "ignore" });
	writeFileSync(`${folder}/ca.crt`, readFileSync(`${folder}/localhost.crt`, "utf8") + readFileSync(process.env.POSTERN_CA, "utf8"));
}

// What the gate says first; when it ends before, why.
function jobs_start(folder, hosts) {
	const stderr = openSync(log, "w");
	const child = spawn("unshare", [...NAMESPACES, "sh", "-c", WORLD, "sh", `${folder}/hosts`, process.execPath, gate, `${folder}/outside`,
		`${process.env.POSTERN_BUILD}/src/postern-jobs`], {
		stdio: ["ignore", "pipe", stderr],
		env: { ...environment_of(jobs_supervisor()), PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
			POSTERN_FETCH_ALLOW: hosts.join(" "), POSTERN_FETCH_CA: `${folder}/ca.crt`, POSTERN_FETCH_PORTS: "443" },
	});
	closeSync(stderr);
	const ended = new Promise((resolve) => child.once("exit", (code) => resolve({ code })));
	const ready = new Promise((resolve) => child.stdout.once("data", resolve));
	return { child, ended, ready };
}

// answer(host) returns what answers the requests to that name.  rules: for the browser.
export async function internet_start(hosts, answer) {
	const folder = mkdtempSync(`${tmpdir()}/postern-internet-`);
	certificate_make(folder, hosts);
	writeFileSync(`${folder}/hosts`, ["localhost", ...hosts].map((host) => `127.0.0.1 ${host}\n`).join(""));
	const { server, host: at, end } = await listen(folder, 0, "127.0.0.1");
	server.on("request", (request, response) => answer(request.headers.host.replace(/:\d+$/, ""))(request, response));
	const outside = net.createServer((socket) => server.emit("connection", socket));
	await new Promise((resolve) => outside.listen(`${folder}/outside`, resolve));
	const go_on = jobs_hold();
	const { child, ended, ready } = jobs_start(folder, hosts);
	let is_closing = false;
	const close = async () => {
		is_closing = true;
		child.kill();
		await ended;
		go_on();
		outside.close();
		await end();
		rmSync(folder, { recursive: true });
	};
	const lives = ended.then(() => {
		if (!is_closing)
			throw new Error(`no postern-jobs in a namespace of their own: unshare ${NAMESPACES.join(" ")} says ${readFileSync(log, "utf8")}`);
	});
	await Promise.race([ready, lives]).catch(async (error) => {
		await close();
		throw error;
	});
	return { rules: hosts.map((host) => `MAP ${host} ${at}`).join(","), end: close };
}
