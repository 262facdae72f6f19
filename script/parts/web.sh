# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# web.sh - tests/web, tests/sdk and tests/browser against whole servers of sanitized programs
#
# node --test runs each file against the server of a free lane, beginning with the
# files that seem the longest. The environment holds the server's demo.env and:
#	POSTERN_VAR           the server's folder: logs in log/, nginx's files in nginx/
#	POSTERN_BUILD         the folder where the server's programs were built
#	POSTERN_TEST_NETWORK  the first three bytes of addresses for name servers
#	NODE_EXTRA_CA_CERTS   the demo's certificate authority
# The tests run a site for logos on localhost, with the demo's certificate.
# shellcheck disable=SC2030,SC2031,SC2154

node_modules_install() {
	npm_install tests && npm_install script/practice
}

# The client library of tests/sdk needs a newer Node.js than Debian's; npm installs it.
node_of() {
	case $1 in
	tests/sdk/*) echo tests/node_modules/node-linux-*/bin/node ;;
	*) echo node ;;
	esac
}

# node_test LANE FILE: runs it in a subshell, so that its environment reaches no other file
node_test() (
	run=$(run_of "$1")
	set -a
	# shellcheck source=/dev/null
	. "$run/demo.env"
	set +a
	sanitizers_export
	export POSTERN_VAR=$run POSTERN_BUILD=$sanitized POSTERN_TEST_NETWORK=127.53.$1
	# shellcheck disable=SC2153
	export NODE_EXTRA_CA_CERTS=$POSTERN_CA
	exec "$(node_of "$2")" --test --test-reporter=tap "$2"
)

# This file reads what the other files left in a server's logs.
logs_file=tests/web/logs.test.mjs

# Browser tests take the longest.
node_files() {
	local folders
	for folders in tests/browser "tests/web tests/sdk"; do
		# shellcheck disable=SC2086
		find $folders -name '*.test.mjs' ! -path "$logs_file" -printf '%s %p\n' |
			sort -rn | cut -d ' ' -f 2
	done
}

# lane_start LANE FILE [SUFFIX]
lane_start() {
	local name=${2#tests/}
	name=${name%.test.mjs}
	stage_start "${name//\//-}${3:-}" node_test "$1" "$2"
	lane_of[$!]=$1
}

# lane_go_on LANE: starts the next file; after the last file, once, the look into the logs
lane_go_on() {
	if [ ${#files[@]} != 0 ]; then
		lane_start "$1" "${files[0]}"
		files=("${files[@]:1}")
	elif [ -z "${looked[$1]:-}" ]; then
		looked[$1]=yes
		lane_start "$1" "$logs_file" "-$1"
	fi
}

node_tests() {
	local files lane looked=() counts
	local -A lane_of=()
	mapfile -t files < <(node_files)
	if [ ${#files[@]} = 0 ] || [ ${#servers[@]} = 0 ]; then
		echo "web FAILED: no file of tests, or no server to ask"
		add 0 1
	fi
	for lane in "${!servers[@]}"; do
		lane_go_on "$lane"
	done
	while [ ${#stages[@]} != 0 ]; do
		stage_wait
		counts=$(node_count "$logs/$stage_name.log")
		# shellcheck disable=SC2086
		add $counts
		[ "$stage_status" = 0 ] || [ "${counts#* }" != 0 ] || add 0 1
		lane_go_on "${lane_of[$stage_pid]}"
	done
}

part_web() {
	stage_before sanitized-build sanitized_build || return
	stage_before npm node_modules_install || return
	findings_clear
	stage_before server-clear servers_clear || return
	servers_start
	if stage_before server-start servers_ready; then
		node_tests
	fi
	if servers_stop; then
		add 1 0
	else
		add 0 1
	fi
	findings_count
}
