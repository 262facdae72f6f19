// SPDX-License-Identifier: Apache-2.0
// simplesamlphp.mjs - Debian's SimpleSAMLphp as an identity provider on localhost, with the demo's certificate
//
// PHP's own server answers without TLS behind a door of ours that has it.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { pair_of } from "../../script/practice/keys.mjs";
import { listen } from "../../script/practice/listen.mjs";
import { until } from "./until.mjs";

const DEBIAN = "/usr/share/simplesamlphp";
const PARTS = ["attributes", "bin", "dictionaries", "lib", "modules", "schemas", "templates", "vendor", "www"];

const php = (value) => `json_decode('${JSON.stringify(value).replace(/[\\']/g, "\\$&")}', true)`;

const written = (folder, name, text) => writeFileSync(`${folder}/${name}`, `<?php\n${text}\n`);

function config_write(folder, url) {
	const over = { baseurlpath: `${url}/`, certdir: `${folder}/cert/`, loggingdir: `${folder}/log/`, datadir: `${folder}/data/`,
		tempdir: `${folder}/temp`, metadatadir: `${folder}/config/metadata/`, secretsalt: "a-salt-for-tests", "auth.adminpassword": "not-used-here",
		"enable.saml20-idp": true, "enable.adfs-idp": true, "module.enable": { core: true, saml: true, exampleauth: true, adfs: true }, "session.cookie.secure": true,
		"session.phpsession.savepath": `${folder}/temp`, "logging.handler": "file", "admin.checkforupdates": false, timezone: "UTC" };
	const debian = readFileSync("/etc/simplesamlphp/config.php", "utf8").replace(/^.*require_once.*secrets.*$/m, "").replace(/\?>\s*$/, "");
	writeFileSync(`${folder}/config/config.php`, `${debian}\n$config = array_merge($config, ${php(over)});\n`);
}

// users: { "name:password": { attribute: [values] } }
function people_write(folder, users) {
	written(`${folder}/config`, "authsources.php", `$config = ["example-userpass" => array_merge(["exampleauth:UserPass"], ${php(users)})];`);
}

// By SAML, and by WS-Federation as AD FS.
function provider_write(folder, more) {
	for (const kind of ["saml20", "adfs"])
		written(`${folder}/config/metadata`, `${kind}-idp-hosted.php`, `$metadata["__DYNAMIC:1__"] = ${php({ host: "__DEFAULT__",
			privatekey: "saml.key", certificate: "saml.crt", auth: "example-userpass", "signature.algorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
			...more })};`);
}

async function port_free() {
	const server = net.createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

const is_open = (port) => new Promise((resolve) => {
	const socket = net.connect(port, "127.0.0.1", () => resolve(true) || socket.end()).on("error", () => resolve(false));
});

function pass_on(port) {
	return (request, response) => {
		const onward = http.request({ host: "127.0.0.1", port, method: request.method, path: request.url, headers: request.headers },
			(answer) => {
				response.writeHead(answer.statusCode, answer.headers);
				answer.pipe(response);
			});
		onward.on("error", () => response.destroy());
		request.pipe(onward);
	};
}

// trust(entity_id, acs_url, more): makes a service provider known.  provider(more): its settings anew.
export async function simplesamlphp_start(users) {
	const folder = mkdtempSync(`${tmpdir()}/simplesaml-`);
	for (const name of ["cert", "log", "data", "temp", "config/metadata"])
		mkdirSync(`${folder}/${name}`, { recursive: true });
	for (const part of PARTS)
		symlinkSync(`${DEBIAN}/${part}`, `${folder}/${part}`);
	const { server, host, end } = await listen(`${process.env.POSTERN_VAR}/tls`, 0);
	pair_of("saml", `${folder}/cert`);
	config_write(folder, `https://${host}`);
	people_write(folder, users);
	provider_write(folder, {});
	const port = await port_free();
	const child = spawn("php", ["-d", "display_errors=0", "-S", `127.0.0.1:${port}`, "-t", `${folder}/www`],
		{ stdio: "ignore", env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: `${folder}/config` } });
	await until("PHP answers", () => is_open(port));
	server.on("request", pass_on(port));
	return {
		metadata_url: `https://${host}/saml2/idp/metadata.php`,
		federation_metadata_url: `https://${host}/module.php/adfs/idp/metadata.php`,
		trust: (entity_id, acs_url, more) => written(`${folder}/config/metadata`, "saml20-sp-remote.php",
			`$metadata[${JSON.stringify(entity_id)}] = ${php({ AssertionConsumerService: acs_url, ...more })};`),
		provider: (more) => provider_write(folder, more),
		async end() {
			const ended = new Promise((resolve) => child.once("exit", resolve));
			child.kill();
			await ended;
			await end();
			rmSync(folder, { recursive: true });
		},
	};
}
