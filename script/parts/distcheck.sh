# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# distcheck.sh - the source archive is whole, builds, installs and uninstalls by itself: two tests
#
# The archive must hold all files that git knows, so everything that its tests need
# is there. The other parts show that the tests pass. This part builds all of them
# and runs those that read data, templates and scripts, from a read-only source
# folder. A plain `make distcheck` runs all tests.
# shellcheck disable=SC2154

# Tests against whole servers stay in the repository.
not_in_archive='^(\.gitignore|tests/package(-lock)?\.json|tests/(browser|sdk)/.*|tests/web/[^/]*\.mjs)$'

# Without git, the files that are there count.
source_files() {
	git ls-files 2>/dev/null ||
		find .ci build-aux doc nginx po script sql src static templates tests \
			-name node_modules -prune -o -type f -print
}

archive_check() {
	local missing
	missing=$(comm -23 <(source_files | grep -vE "$not_in_archive" | sort) \
		<(tar -tf "$plain"/postern-*.tar.* | sed 's|^[^/]*/||' | sort)) || return
	[ -z "$missing" ] || printf 'not in the archive: %s\n' "$missing"
	[ -z "$missing" ]
}

part_distcheck() {
	stage_before plain-build env MAKE_CFLAGS=-Werror script/build "$plain" || return
	rm -f "$plain"/postern-*.tar.*
	stage_as_test distcheck make -C "$plain" -j "$(nproc)" distcheck \
		TESTS="tests/unit/unit tests/web/web" \
		DISTCHECK_CONFIGURE_FLAGS="CFLAGS=-O0 CXXFLAGS=-O0"
	stage_as_test archive archive_check
}
