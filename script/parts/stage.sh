# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# stage.sh - one step of script/test: runs it, keeps its output and times, shows its output if it fails
# shellcheck disable=SC2154

times=$work/times
declare -A stages=()

times_clear() {
	rm -f "$times" "$logs"/*.time
}

# The total is less than the sum of the stages where stages ran side by side.
times_end() {
	local total
	total=$(awk -v seconds="$SECONDS" '{ cpu += $3 } END { print "total", seconds, cpu }' "$times")
	echo "$total" >>"$times"
}

# A run that goes on, or was interrupted, has no total.
times_show() {
	local name seconds cpu
	[ -s "$times" ] || {
		echo "script/test: there has been no run yet" >&2
		return 1
	}
	printf '%-22s %8s %12s\n' stage seconds "cpu seconds"
	while read -r name seconds cpu; do
		printf '%-22s %8s %12s\n' "$name" "$seconds" "$cpu"
	done <"$times"
}

# stage_run NAME COMMAND...: its output goes to var/test/log/NAME.log, its times to NAME.time
stage_run() {
	local name=$1 TIMEFORMAT='%0R %0U %0S'
	shift
	{ time "$@" >"$logs/$name.log" 2>&1 </dev/null 9>&-; } 2>"$logs/$name.time"
}

# stage_start NAME COMMAND...: starts it in the background, in a process group of its own
stage_start() {
	local name=$1
	set -m
	stage_run "$@" &
	set +m
	stages[$!]=$name
}

# stage_wait: waits until one stage ends; sets stage_pid, stage_name and stage_status
stage_wait() {
	stage_status=0
	wait -n -p stage_pid "${!stages[@]}" || stage_status=$?
	stage_name=${stages[$stage_pid]}
	unset "stages[$stage_pid]"
	stage_tell "$stage_name" "$stage_status"
}

stages_end() {
	local pid
	for pid in "${!stages[@]}"; do
		kill -TERM -- "-$pid" 2>/dev/null
	done
}

# stage_tell NAME STATUS: prints the result and keeps the times
stage_tell() {
	local seconds user system
	read -r seconds user system < <(tail -n 1 "$logs/$1.time") || seconds=0 user=0 system=0
	echo "$1 $seconds $((user + system))" >>"$times"
	if [ "$2" = 0 ]; then
		printf '%-22s done in %d s\n' "$1" "$seconds"
	else
		printf '%-22s FAILED after %d s, status %d: ' "$1" "$seconds" "$2"
		failure_show "$logs/$1.log"
	fi
}

# stage NAME COMMAND...: runs it to the end and returns its status
stage() {
	stage_start "$@"
	stage_wait
	return "$stage_status"
}

# failure_show LOG: the lines of cmocka, node and sanitizers about failed tests, and the end of the log
failure_show() {
	printf '%s says\n' "$1"
	{
		grep -E -A 15 '^ *not ok |^\[ *(LINE|ERROR) *\]|ERROR: .*Sanitizer|runtime error:' "$1" | head -n 80
		echo ...
		tail -n 20 "$1"
	} | sed 's/^/    | /'
}

# add PASSED FAILED: adds to the sums
add() {
	passed=$((passed + $1))
	failed=$((failed + $2))
}

# stage_as_test NAME COMMAND...: the whole stage is one test
stage_as_test() {
	if stage "$@"; then
		add 1 0
	else
		add 0 1
	fi
}

# stage_before NAME COMMAND...: counts only if it fails, because the stages after it cannot run then
stage_before() {
	stage "$@" && return 0
	add 0 1
	return 1
}
