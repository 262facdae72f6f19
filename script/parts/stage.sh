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
		printf 'FAILED after %d s, status %d; the end of %s:\n' \
			"$SECONDS" "$status" "$logs/$name.log"
		tail -n 40 "$logs/$name.log" | sed 's/^/    | /'
	fi
	return "$status"
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
