# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# children.sh - the processes that script/server starts and ends, by their ids; sourced by it
# shellcheck disable=SC2154

declare -A child_names=()

# child_log NAME: the file of the child's output
child_log() {
	if [ "$1" = nginx ]; then
		echo "$var/log/nginx-error.log"
	else
		echo "$var/log/$1.log"
	fi
}

# child_start NAME COMMAND...: starts it in the background, as the leader of a
# process group of its own and with NAME's user. If this script is killed, the kernel ends
# the child; a change of user would undo that, so it comes first. Other users may not read
# the child's log, nor the logs that it makes by itself.
child_start() {
	local name=$1
	shift
	# shellcheck disable=SC2046
	(
		umask 027
		exec setsid $(user_words "$name") setpriv --pdeathsig TERM "$@" >>"$(child_log "$name")" 2>&1 </dev/null 9>&-
	) &
	child_names[$!]=$name
}

child_died() {
	local name=${child_names[$1]}
	tail -n 10 "$(child_log "$name")" >&2
	die "$name ended; the end of its log is above ($(child_log "$name"))"
}

children_check() {
	local pid
	for pid in "${!child_names[@]}"; do
		kill -0 "$pid" 2>/dev/null || child_died "$pid"
	done
}

# Never returns: a child dies, or a signal ends the script.
children_wait() {
	while :; do
		wait -n "${!child_names[@]}" || true
		children_check
	done
}

# A child ends its own workers. If it has died, the workers get the signal directly.
children_end() {
	local pid tries
	for pid in "${!child_names[@]}"; do
		kill -TERM "$pid" 2>/dev/null || kill -TERM -- "-$pid" 2>/dev/null
	done
	for pid in "${!child_names[@]}"; do
		for ((tries = 0; tries < 100; tries++)); do
			kill -0 -- "-$pid" 2>/dev/null || continue 2
			sleep 0.1
		done
		kill -KILL -- "-$pid" 2>/dev/null
	done
}
