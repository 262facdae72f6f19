// SPDX-License-Identifier: Apache-2.0
// login.mjs MODE - tests of a connection at a practice provider, for script/bench
//
// extra: prints the milliseconds that the answer takes beside the provider's own time, the median.
// quick: prints those that it takes as a whole, the median.
// crowd: has 100 tests wait for a provider that takes ten seconds, says "waiting", and ends with its input.
import { answer_bring, connection_ready, test_start } from "../web/login.mjs";
import { CLIENT_ID, openid_provider_start } from "../web/openid_provider.mjs";
import { provider_visit } from "../web/provider_visit.mjs";
import { count } from "../web/psql.mjs";
import { until } from "../web/until.mjs";

const SECRET = "bench-secret-of-the-practice-provider";
const TESTS = { extra: 30, quick: 8 };
const CROWD = 100, CONNECTIONS = 5;

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const fields_of = (provider) => ({ discovery_url: provider.issuer, client_id: CLIENT_ID, client_secret: SECRET, type: "back_channel" });

// The time that the provider spends on requests of our workers.
function watch(server) {
	let spent = 0;
	server.prependListener("request", (request, response) => {
		const began = performance.now();
		response.once("finish", () => { spent += performance.now() - began; });
	});
	return () => spent;
}

// Milliseconds: { whole, extra }.
async function timed(at, spent) {
	const login = await test_start(at);
	const answer = await provider_visit(login.leads);
	const [before, began] = [spent(), performance.now()];
	const { status } = await answer_bring(at, login, answer);
	const whole = performance.now() - began;
	if (status !== 303)
		throw new Error(`the answer was not taken: ${status}`);
	return { whole, extra: whole - (spent() - before) };
}

async function measure(mode) {
	const provider = await openid_provider_start(SECRET);
	const spent = watch(provider.server);
	const at = await connection_ready("oidc", fields_of(provider));
	const times = [];
	await timed(at, spent); // fetches the keys
	for (let i = 0; i < TESTS[mode]; i++)
		times.push(await timed(at, spent));
	console.log(median(times.map(({ whole, extra }) => mode === "extra" ? extra : whole)).toFixed(1));
	await provider.end();
}

const input_end = () => new Promise((resolve) => process.stdin.once("end", resolve).resume());

async function crowd() {
	const provider = await openid_provider_start(SECRET);
	const answers = [];
	for (let i = 0; i < CONNECTIONS; i++) {
		const at = await connection_ready("oidc", fields_of(provider));
		for (let j = 0; j < CROWD / CONNECTIONS; j++) {
			const login = await test_start(at);
			answers.push({ at, login, answer: await provider_visit(login.leads, "ada", "slow") });
		}
	}
	const brought = answers.map(({ at, login, answer }) => answer_bring(at, login, answer));
	await until("all of them wait", () => count("SELECT count(*) FROM login WHERE state = 'answered'") >= CROWD);
	console.log("waiting");
	await input_end();
	await Promise.all(brought);
	await provider.end();
}

await (process.argv[2] === "crowd" ? crowd() : measure(process.argv[2]));
