# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# web.sh - tests/web, tests/sdk and tests/browser against a whole server of sanitized programs
#
# Each file is run by node --test, one after another, with the server's demo.env
# in its environment, and:
#	POSTERN_VAR          the server's folder: logs in log/, nginx's files in nginx/
#	POSTERN_BUILD        the folder that the server's programs were built in
#	NODE_EXTRA_CA_CERTS  the demo's certificate authority
# Logos come from a site that the tests run on localhost with the demo's certificate.
# shellcheck disable=SC2030,SC2031,SC2154

run=$work/run

node_modules_install() {
	local lock=tests/package-lock.json installed=tests/node_modules/.installed
	cmp -s "$lock" "$installed" && return 0
	(cd tests && npm ci --ignore-scripts --no-audit --no-fund) && cp "$lock" "$installed"
}

server_start() {
	local tries
	script/postgres remove "$run/postgres"
	rm -rf "$run"
	(
		sanitizers_export
		export POSTERN_VAR=$run POSTERN_BUILD=$sanitized
		export POSTERN_RATE_LIMITS=off POSTERN_WORKERS=2
		export POSTERN_FETCH_ALLOW=localhost POSTERN_FETCH_CA=$run/tls/ca.crt
		# no test asks the internet's name servers
		export POSTERN_DNS_ROOT=127.0.0.1 POSTERN_DNS_RESOLVER=127.0.0.1
		export POSTERN_PORT=${POSTERN_TEST_PORT:-18443}
		export POSTERN_HTTP_PORT=${POSTERN_TEST_HTTP_PORT:-18080}
		exec setpriv --pdeathsig TERM script/server
	) >"$logs/server.log" 2>&1 </dev/null 9>&- &
	server=$!
	for ((tries = 0; tries < 1200; tries++)); do
		[ ! -f "$run/demo.env" ] || return 0
		kill -0 "$server" 2>/dev/null || break
		sleep 0.25
	done
	cat "$logs/server.log"
	return 1
}

server_stop() {
	kill -TERM "$server" 2>/dev/null
	wait "$server"
}

# The client library of tests/sdk wants a newer Node.js than Debian's: npm brings it.
node_of() {
	case $1 in
	tests/sdk/*) echo tests/node_modules/node-linux-*/bin/node ;;
	*) echo node ;;
	esac
}

# node_test FILE: in a shell of its own, so that the environment is only its own
node_test() (
	set -a
	# shellcheck source=/dev/null
	. "$run/demo.env"
	set +a
	sanitizers_export
	export POSTERN_VAR=$run POSTERN_BUILD=$sanitized
	# shellcheck disable=SC2153
	export NODE_EXTRA_CA_CERTS=$POSTERN_CA
	exec "$(node_of "$1")" --test --test-reporter=tap "$1"
)

# logs.test.mjs comes last, as it looks for what the others may have left in the logs
node_test_files() {
	find tests/web tests/sdk tests/browser -name '*.test.mjs' ! -path tests/web/logs.test.mjs | sort
	echo tests/web/logs.test.mjs
}

node_tests() {
	local file name status counts files
	mapfile -t files < <(node_test_files)
	for file in "${files[@]}"; do
		name=${file#tests/}
		name=${name%.test.mjs}
		name=${name//\//-}
		status=0
		stage "$name" node_test "$file" || status=1
		counts=$(node_count "$logs/$name.log")
		# shellcheck disable=SC2086
		add $counts
		[ "$status" = 0 ] || [ "${counts#* }" != 0 ] || add 0 1
	done
}

part_web() {
	if [ ! -x "$sanitized/config.status" ]; then
		stage_before sanitized-build sanitized_build || return
	fi
	stage_before npm node_modules_install || return
	findings_clear
	trap 'server_stop; exit 1' INT TERM HUP
	if stage_before server-start server_start; then
		node_tests
		stage_as_test server-stop server_stop
		findings_count
	fi
	trap - INT TERM HUP
}
