// SPDX-License-Identifier: Apache-2.0
// sites.mjs - a second nginx in front of the same workers, or of others, with limits of its own
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { nginx_start, nginx_value, program_start } from "./processes.mjs";
import { until } from "./until.mjs";

const script = fileURLToPath(new URL("../../script/nginx-conf", import.meta.url));
const log_root = `${process.env.POSTERN_VAR}/log`;

async function free_port() {
	const server = createServer();
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

function answers(port) {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
		socket.on("connect", () => socket.destroy());
	});
}

// nginx's workers have another user, who must get there
function folder_make() {
	const folder = mkdtempSync(`${tmpdir()}/postern-test-`);
	chmodSync(folder, 0o755);
	return folder;
}

// limits "on" or "off"; proxies may say X-Forwarded-For; domains are more hosts that are
// served; socket defaults to the server's.
export async function site_start(name, { limits = "off", proxies = "", domains = "", socket } = {}) {
	const folder = folder_make();
	const log = `${log_root}/${name}`;
	const port = await free_port();
	const http_port = await free_port();
	mkdirSync(log, { recursive: true });
	execFileSync(script, [folder], {
		env: {
			...process.env, POSTERN_RATE_LIMITS: limits, POSTERN_TRUSTED_PROXIES: proxies,
			POSTERN_SOCKET: socket ?? nginx_value("fastcgi.conf", /unix:(.*?)"/),
			POSTERN_STATIC: nginx_value("site.conf", /alias "(.*)\/";/),
			POSTERN_LANGUAGES: nginx_value("site.conf", /root "(.*)";/),
			POSTERN_TLS: `${process.env.POSTERN_VAR}/tls`, POSTERN_LOG: log, POSTERN_RUN: folder,
			POSTERN_PORT: String(port), POSTERN_HTTP_PORT: String(http_port),
			POSTERN_DOMAINS: `localhost 127.0.0.1 ${domains}`,
		},
	});
	const nginx = nginx_start(`${folder}/nginx.conf`, `${log}/nginx-error.log`);
	await until(`nginx listens on ${port}`, () => {
		if (nginx.is_over())
			throw new Error(`nginx did not start: ${log}/nginx-error.log`);
		return answers(port);
	});
	return {
		at: `https://localhost:${port}`, log, port, http_port, folder, reload: () => process.kill(nginx.pid, "SIGHUP"),
		end: async () => {
			await nginx.end();
			rmSync(folder, { recursive: true });
		},
	};
}

// Workers of their own behind an nginx of their own.
export async function server_start(name, settings, stderr) {
	const folder = folder_make();
	const socket = `${folder}/web.sock`;
	const web = program_start("postern-web", { POSTERN_WORKERS: "2", POSTERN_SOCKET: socket,
		...settings }, stderr ?? `${log_root}/${name}.log`);
	await until("the second postern-web listens", () => {
		if (web.is_over())
			throw new Error("postern-web did not start");
		return existsSync(socket);
	});
	const site = await site_start(name, { socket });
	return {
		...site, web,
		end: async () => {
			await site.end();
			const result = await web.end();
			rmSync(folder, { recursive: true });
			return result;
		},
	};
}
