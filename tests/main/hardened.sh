#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# hardened.sh - the programs as built have what makes a fault in them harder to use
#
# It reads the programs and not the flags, because a flag may be set and have no effect.
# Those that only some processors and builds have are in the Makefile if configure found
# them. Without -g in CFLAGS nothing in a program tells of the stack clash protection.
# shellcheck disable=SC2317
status=0

# has WHAT COMMAND...: complains unless the command finds something in $program
has() {
	what=$1
	shift
	"$@" || {
		echo "$program: no $what"
		status=1
	}
}

# reads OPTIONS PATTERN: whether readelf's output has it
reads() {
	readelf -W "$1" "$program" 2>/dev/null | grep -qE "$2"
}

uses() {
	grep -qE "^HARDENED_[A-Z]* =.*$1" Makefile
}

read_only_stack() {
	reads --program-headers 'GNU_STACK .* RW ' && ! reads --program-headers 'LOAD .* RWE '
}

marked_entries() {
	objdump -d --no-show-raw-insn "$program" | grep -cE '\bendbr(32|64)\b|\bbti\b|\bpaciasp\b' | grep -qE '[0-9]{3}'
}

# gcc keeps the flags of each of our files beside its debug symbols.
clash_flag() {
	! readelf -W --debug-dump=info --dwarf-depth=1 "$program" 2>/dev/null |
		grep 'DW_AT_producer.*GNU C17' | grep -qv -e -fstack-clash-protection
}

for program in src/postern src/postern-web src/postern-jobs; do
	has "address of its own choice (PIE)" reads --dynamic 'FLAGS_1.*PIE'
	has "read-only relocations (RELRO)" reads --program-headers ' GNU_RELRO '
	has "binding at the start (BIND_NOW)" reads --dynamic 'FLAGS.*BIND_NOW'
	has "stack and data that cannot be executed" read_only_stack
	has "stack protector" reads --dyn-syms '__stack_chk_fail'
	has "stack clash protection" clash_flag
	if uses 'FORTIFY_SOURCE=3'; then
		has "checks of _FORTIFY_SOURCE" reads --dyn-syms '__v?s[a-z]*printf_chk'
	fi
	if uses '(cf|branch)-protection'; then
		has "marks at the entries of functions (CET, BTI)" marked_entries
	fi
done
exit $status
