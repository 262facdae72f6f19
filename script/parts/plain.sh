# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# plain.sh - the build that users make, with warnings as errors, and make check
# shellcheck disable=SC2154

plain=$work/plain

# check STAGE DIR COMMAND...: runs make check in DIR and counts test by test. COMMAND
# is make with variables, or a command that runs make. Many tests wait for silent
# name servers and for locks, so more tests run at once than there are processors.
check() {
	local name=$1 dir=$2 status=0 counts
	shift 2
	find "$dir" -name '*.trs' -delete
	stage "$name" "$@" -C "$dir" -j "$(($(nproc) * 2))" -k check || status=1
	counts=$(check_count "$dir")
	# shellcheck disable=SC2086
	add $counts
	if [ "$status" != 0 ] && [ "${counts#* }" = 0 ]; then
		add 0 1
	fi
}

plain_make=(make CFLAGS="-g -O2 -Werror" CXXFLAGS="-g -O2 -Werror")

part_plain() {
	MAKE_CFLAGS=-Werror stage_before plain-build script/build "$plain" || return
	check plain-check "$plain" "${plain_make[@]}"
}
