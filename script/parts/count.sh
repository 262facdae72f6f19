# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# count.sh - how many tests passed and failed, read from the output of test programs

# A skipped test counts as failed, because everything that a test needs is installed.

# cmocka_count LOG: "PASSED FAILED" from cmocka's summary lines; nothing if there are none
cmocka_count() {
	awk '
		/^\[  PASSED  \] [0-9]+ test\(s\)/ { passed += $4; seen = 1 }
		/^\[  (FAILED |SKIPPED) \] [0-9]+ test\(s\)/ { failed += $4; seen = 1 }
		END { if (seen) print passed + 0, failed + 0 }' "$1"
}

# automake_count TRS: "PASSED FAILED" from automake's result lines
automake_count() {
	awk '
		$1 == ":test-result:" && ($2 == "PASS" || $2 == "XFAIL") { passed++; next }
		$1 == ":test-result:" { failed++ }
		END { print passed + 0, failed + 0 + (NR == 0) }' "$1"
}

# check_count DIR: the sums of the last make check in DIR, test by test. A program
# that failed without naming a failed test, for example in a crash, counts as one more.
check_count() {
	local trs counts whole passed_all=0 failed_all=0
	while IFS= read -r trs; do
		whole=$(automake_count "$trs")
		counts=$(cmocka_count "${trs%.trs}.log")
		if [ -z "$counts" ]; then
			counts=$whole
		elif [ "${counts#* }" = 0 ]; then
			counts="${counts% *} ${whole#* }"
		fi
		[ "${counts#* }" = 0 ] || failure_show "${trs%.trs}.log" >&2
		passed_all=$((passed_all + ${counts% *}))
		failed_all=$((failed_all + ${counts#* }))
	done < <(find "$1" -name '*.trs')
	echo "$passed_all $failed_all"
}

# node_count LOG: "PASSED FAILED" from the sums of node --test in TAP
node_count() {
	awk '
		/^# pass [0-9]+$/ { passed += $3; seen = 1 }
		/^# (fail|cancelled|skipped|todo) [0-9]+$/ { failed += $3; seen = 1 }
		END { print passed + 0, failed + 0 + !seen }' "$1"
}
