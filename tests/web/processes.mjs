// SPDX-License-Identifier: Apache-2.0
// processes.mjs - the server's processes by their ids, and more of them with other settings
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { until } from "./until.mjs";

const nginx_folder = `${process.env.POSTERN_VAR}/nginx`;
const programs = `${process.env.POSTERN_BUILD}/src`;

// The value after a word in the configuration of the server's own nginx.
export function nginx_value(file, pattern) {
	return readFileSync(`${nginx_folder}/${file}`, "utf8").match(pattern)[1];
}

// name and parent of a process; nothing for one that has ended
function look(pid) {
	try {
		const [, name, state, parent] = readFileSync(`/proc/${pid}/stat`, "utf8")
			.match(/^\d+ \((.*)\) (\w) (\d+)/s);
		return state === "Z" ? undefined : { pid, name, parent: Number(parent) };
	} catch {
		return undefined;
	}
}

function children(parent) {
	return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((pid) => look(Number(pid)))
		.filter((p) => p?.parent === parent);
}

function of_server(name) {
	const nginx = Number(readFileSync(nginx_value("nginx.conf", /pid "(.*)";/), "utf8"));
	return children(look(nginx).parent).find((p) => p.name === name).pid;
}

export const web_supervisor = () => of_server("postern-web");
export const jobs_supervisor = () => of_server("postern-jobs");

export function workers(supervisor = web_supervisor()) {
	return children(supervisor).map((p) => p.pid).sort((a, b) => a - b);
}

export function is_running(pid) {
	return look(pid) !== undefined;
}

// Nothing is taken from the queue until the answer is called; what is in hand stays there.
export function jobs_hold() {
	const all = workers(jobs_supervisor());
	for (const pid of all)
		process.kill(pid, "SIGSTOP");
	return () => all.forEach((pid) => process.kill(pid, "SIGCONT"));
}

// A program of ours and its workers, gone as in a power cut.
export async function crew_kill(program) {
	const all = workers(program.pid);
	await program.end("SIGKILL");
	for (const pid of all.filter(is_running))
		process.kill(pid, "SIGKILL");
}

// What its descriptors are; nothing of a process that has ended.
function descriptors(pid) {
	try {
		return readdirSync(`/proc/${pid}/fd`).map((fd) => {
			try {
				return readlinkSync(`/proc/${pid}/fd/${fd}`);
			} catch {
				return "";
			}
		});
	} catch {
		return [];
	}
}

const socket_count = (pid) => descriptors(pid).filter((what) => what.startsWith("socket:")).length;
// A worker of postern-jobs that waits for many providers at once.
const has_logins = (pid) => descriptors(pid).includes("anon_inode:[eventpoll]");

function idle_sockets(all, most) {
	const counts = new Map(all.map((pid) => [pid, socket_count(pid)]));
	return [...counts.values()].every((n) => n === most) && counts;
}

// The worker that holds what start() makes: it alone has a connection more than
// before. Idle web workers have two sockets: nginx's, to listen at, and the database's.
export async function worker_of(start, all = workers, idle = 2) {
	const before = await until("all workers are idle", () => idle_sockets(all(), idle));
	start();
	return until("a worker takes it", () => all().find((pid) => socket_count(pid) > before.get(pid)));
}

// The worker of the server's postern-jobs that does a job; the database's socket is all that an idle one has.
export const jobs_worker_of = (start) =>
	worker_of(start, () => workers(jobs_supervisor()).filter((pid) => !has_logins(pid)), 1);

export function environment_of(pid) {
	return Object.fromEntries(readFileSync(`/proc/${pid}/environ`, "utf8").split("\0")
		.filter(Boolean).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

// A process of ours; end() signals it by its id and waits for it.
function started(child, name) {
	let result;
	const ended = new Promise((resolve) => child.on("exit", (code, signal) => {
		result = { code, signal };
		resolve(result);
	}));
	return {
		pid: child.pid, ended,
		is_over: () => result !== undefined,
		end: (signal = "SIGTERM") => {
			if (result === undefined)
				child.kill(signal);
			return ended;
		},
		name,
	};
}

function start(program, path, env, log) {
	const stderr = openSync(log, "a");
	const child = spawn(path, { env, stdio: ["ignore", stderr, stderr] });
	closeSync(stderr);
	return started(child, program);
}

// The server's own settings but for those given.
export function program_start(program, settings, log) {
	const model = program === "postern-jobs" ? jobs_supervisor() : web_supervisor();
	return start(program, `${programs}/${program}`, { ...environment_of(model), ...settings }, log);
}

// Its logs are not for others to read, as those of script/server.
export function nginx_start(conf, log) {
	const usual = process.umask(0o027);
	const child = spawn("nginx", ["-e", log, "-c", conf], {
		stdio: "ignore", env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
	});
	process.umask(usual);
	return started(child, "nginx");
}
