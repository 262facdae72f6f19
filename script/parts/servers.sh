# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# servers.sh - the servers for the web, sdk and browser tests: one for each lane, separate but alike
#
# Each has its own folder, var/test/run/LANE, with its own PostgreSQL and logs,
# its own ports, and its own network for the name servers of its tests.
# shellcheck disable=SC2030,SC2031,SC2034,SC2154

lanes=${POSTERN_TEST_LANES:-3}
servers=()

run_of() {
	echo "$work/run/$1"
}

# server_exec LANE: replaces this process with the lane's script/server
server_exec() {
	local run
	run=$(run_of "$1")
	sanitizers_export
	export POSTERN_VAR=$run POSTERN_BUILD=$sanitized
	export POSTERN_RATE_LIMITS=off POSTERN_WORKERS=2 POSTERN_PRACTICE=off
	# a sanitizer keeps what was freed
	export POSTERN_WORKER_MIB=4096
	export POSTERN_FETCH_ALLOW=localhost POSTERN_FETCH_CA=$run/tls/ca.crt POSTERN_FETCH_PORTS=1-65535
	# no test asks the internet's name servers
	export POSTERN_DNS_ROOT=127.0.0.1 POSTERN_DNS_RESOLVER=127.0.0.1
	export POSTERN_PORT=$((${POSTERN_TEST_PORT:-18443} + $1 - 1))
	export POSTERN_HTTP_PORT=$((${POSTERN_TEST_HTTP_PORT:-18080} + $1 - 1))
	exec setpriv --pdeathsig TERM script/server
}

servers_clear() {
	local place
	for place in "$work"/run/*/postgres; do
		[ ! -d "$place" ] || script/postgres remove "$place" || return
	done
	rm -rf "$work/run"
	mkdir -p "$work/run"
}

servers_start() {
	local lane
	for ((lane = 1; lane <= lanes; lane++)); do
		server_exec "$lane" >"$logs/server-$lane.log" 2>&1 </dev/null 9>&- &
		servers[lane]=$!
	done
}

# Waits until every server answers or one has ended.
servers_ready() {
	local lane tries
	for lane in "${!servers[@]}"; do
		for ((tries = 0; tries < 1200; tries++)); do
			[ ! -f "$(run_of "$lane")/demo.env" ] || continue 2
			kill -0 "${servers[lane]}" 2>/dev/null || break
			sleep 0.25
		done
		cat "$logs/server-$lane.log"
		return 1
	done
}

# True if every server ended with success.
servers_stop() {
	local lane status=0
	[ ${#servers[@]} = 0 ] || kill -TERM "${servers[@]}" 2>/dev/null
	for lane in "${!servers[@]}"; do
		wait "${servers[lane]}" && continue
		status=1
		failure_show "$logs/server-$lane.log"
	done
	servers=()
	return "$status"
}
