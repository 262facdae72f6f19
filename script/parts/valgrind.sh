# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# valgrind.sh - programs of the plain build under valgrind, for what sanitizers cannot see
#
# No sanitizer of gcc's sees the use of uninitialized memory. They find everything
# else, leaks and writes out of bounds, in every test and in a tenth of the time. So
# this part runs only the programs that reach every parser, rule and buffer of ours:
# the unit tests, and the fuzz targets with their corpora. The store, net, jobs, web
# and api tests would only add calls of libraries.
# One unit test is left out: it counts bytes in 1.9 billion comparisons.
# Its callgrind counts instructions: a request must take work in proportion to its length,
# in the program and in PostgreSQL, and a document in the reader that a fuzz target has.
# shellcheck disable=SC2154

# valgrind_tests: the unit tests and fuzz targets that are programs, by their names in make check
valgrind_tests() {
	local name
	for name in "$plain"/tests/unit/* "$plain"/tests/fuzz/*; do
		[[ -f $name && $name != *.o ]] || continue
		[ "$(head -c 4 "$name" | tail -c 3)" != ELF ] || echo "${name#"$plain/"}"
	done
}

part_valgrind() {
	local tests
	[ -n "$(find "$plain" -name '*.trs' 2>/dev/null | head -n 1)" ] || part_plain
	tests=$(valgrind_tests | tr '\n' ' ')
	if [[ $tests != *unit/* || $tests != *fuzz/* ]]; then
		echo "valgrind FAILED: no unit test or no fuzz target in $plain"
		add 0 1
		return
	fi
	TESTS_LEFT_OUT='*needs_little_memory' check valgrind "$plain" "${plain_make[@]}" \
		TESTS="$tests" LOG_COMPILER=valgrind \
		LOG_FLAGS="--quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,possible"
	if stage_as_test growth-build make --silent -C "$plain" tests/growth/requests tests/growth/backend.so; then
		stage_as_test growth-requests tests/growth/requests.py "$plain"
	fi
	stage_as_test growth-documents tests/growth/documents.py "$plain/tests/fuzz"
}
