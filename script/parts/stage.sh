# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# stage.sh - one step of script/test: runs it, keeps its words, shows them if it fails
# shellcheck disable=SC2154

# stage NAME COMMAND...: its words go to var/test/log/NAME.log; returns its status
stage() {
	local name=$1 status=0
	shift
	printf '%-12s ' "$name"
	SECONDS=0
	"$@" >"$logs/$name.log" 2>&1 </dev/null 9>&- || status=$?
	if [ "$status" = 0 ]; then
		printf 'done in %d s\n' "$SECONDS"
	else
		printf 'FAILED after %d s, status %d: ' "$SECONDS" "$status"
		failure_show "$logs/$name.log"
	fi
	return "$status"
}

# failure_show LOG: what cmocka, node and sanitizers say of the tests that failed, and the end
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

# stage_before NAME COMMAND...: counts only if it fails, as what follows cannot run
stage_before() {
	stage "$@" && return 0
	add 0 1
	return 1
}
