# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# practice.sh - two identity providers to try the setup with, where Node.js is there; sourced by script/server
#
# They are third-party software (script/practice/), answer on the loopback interface alone and
# keep their keys in var/practice. The job workers may fetch from localhost, at their two
# ports, as long as they run.
# shellcheck disable=SC2034,SC2154

practice=$top/script/practice
practice_port=${POSTERN_PRACTICE_PORT:-8444}
practice_runs=no

# Whether they can run here; says why not.
practice_can_run() {
	[ "${POSTERN_PRACTICE:-on}" = on ] || return 1
	if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
		echo "No practice identity providers: they need nodejs and npm"
		return 1
	fi
	npm_install "$practice" >"$var/log/practice-install.log" 2>&1 9>&- && return 0
	echo "No practice identity providers: npm could not install them, see $var/log/practice-install.log"
	return 1
}

# practice_keys: those of the providers stay in var/practice, so a connection goes on after the next start
practice_keys() {
	FOLDER=$var/practice node --input-type=module -e "import { pair_of } from '$practice/keys.mjs';
		['openid', 'saml', 'stranger'].forEach((name) => pair_of(name, process.env.FOLDER));"
}

# practice_place: makes the folder that their user can read
practice_place() {
	mkdir "$run/practice"
	cp "$var"/practice/*.key "$var"/practice/*.crt "$var"/tls/localhost.* "$run/practice"
	folder_of practice "$run/practice"
	practice_code=$(for_users "$practice" practice-code)
}

practice_prepare() {
	practice_can_run || return 0
	port_check "$practice_port" POSTERN_PRACTICE_PORT
	port_check "$((practice_port + 1))" POSTERN_PRACTICE_PORT
	practice_keys
	practice_place
	practice_runs=yes
}

# practice_settings: what the job workers must be told to reach them
practice_settings() {
	[ $practice_runs = yes ] || return 0
	cat "${POSTERN_FETCH_CA:-/etc/ssl/certs/ca-certificates.crt}" "$var/tls/ca.crt" >"$run/fetch-ca.crt"
	chmod 644 "$run/fetch-ca.crt"
	export POSTERN_FETCH_CA=$run/fetch-ca.crt
	export POSTERN_FETCH_ALLOW="${POSTERN_FETCH_ALLOW:-} localhost"
	export POSTERN_FETCH_PORTS="${POSTERN_FETCH_PORTS:-443} $practice_port $((practice_port + 1))"
}

practice_start() {
	[ $practice_runs = yes ] || return 0
	PRACTICE_PORT=$practice_port PRACTICE_TLS=$run/practice PRACTICE_KEYS=$run/practice POSTERN_URL=$url \
		child_start practice node "$practice_code/practice.mjs"
}

practice_greet() {
	[ $practice_runs = yes ] || return 0
	cat <<-END
		Two identity providers for practice; nobody there is real, and they can be told to answer wrongly:

		  OpenID Connect   choose "OpenID Connect", then enter
		                     issuer         https://localhost:$practice_port
		                     client ID      $(practice_word CLIENT_ID)
		                     client secret  $(practice_word CLIENT_SECRET)
		  SAML             choose "SAML 2.0", then enter
		                     metadata URL   https://localhost:$((practice_port + 1))/metadata

	END
}

practice_word() {
	sed -n "s/^export const $1 = \"\(.*\)\";/\1/p" "$practice/client.mjs"
}
