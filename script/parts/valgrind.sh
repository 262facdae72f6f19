# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# valgrind.sh - the compiled unit and store tests of the plain build under valgrind
# shellcheck disable=SC2154

# the names, as make check knows them, of unit and store tests that are programs
valgrind_tests() {
	local trs name
	(cd "$plain" && find . -name '*.trs' -printf '%P\n') | while IFS= read -r trs; do
		name=${trs%.trs}
		[[ $name == *unit* || $name == *store* ]] || continue
		[ "$(head -c 4 "$plain/$name" 2>/dev/null | tail -c 3)" = ELF ] && echo "$name"
	done
}

part_valgrind() {
	local tests
	[ -n "$(find "$plain" -name '*.trs' 2>/dev/null | head -n 1)" ] || part_plain
	tests=$(valgrind_tests | tr '\n' ' ')
	if [ -z "$tests" ]; then
		echo "valgrind     FAILED: no unit or store test program in $plain"
		add 0 1
		return
	fi
	check valgrind "$plain" "${plain_make[@]}" TESTS="$tests" LOG_COMPILER=valgrind \
		LOG_FLAGS="--quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,possible"
}
