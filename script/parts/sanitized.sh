# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# sanitized.sh - make check with AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer
#
# Findings go to separate files, because a test may pass in spite of one, and its
# process may have no terminal. There is no -Werror: with UBSan gcc gives false warnings.
# shellcheck disable=SC2154

sanitized=$work/sanitized
findings=$work/findings

sanitizers_export() {
	local options="log_path=$findings/sanitizer:log_exe_name=1:print_stacktrace=1"
	export ASAN_OPTIONS=$options:detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
	export UBSAN_OPTIONS=$options:halt_on_error=1
}

# with_sanitizers COMMAND...: runs it with the options of the sanitizers, in a subshell
with_sanitizers() (
	sanitizers_export
	exec "$@"
)

findings_clear() {
	rm -rf "$findings"
	mkdir -p "$findings"
	# workers that run as another user write there, too
	chmod 1777 "$findings"
}

# The leak check prints this about a thread that ends together with the process, and goes on.
no_finding='^==[^=]*==[0-9]+==Unable to get registers from thread [0-9]+\.$'

findings_count() {
	local files
	mapfile -t files < <(find "$findings" -type f -exec grep -lvE "$no_finding" {} +)
	if [ ${#files[@]} = 0 ]; then
		add 1 0
		return
	fi
	add 0 ${#files[@]}
	echo "The sanitizers found something in ${#files[@]} processes; the first:"
	head -n 40 "${files[0]}" | sed 's/^/    | /'
}

sanitized_build() {
	local flags="-g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined"
	# configure's probes may leak
	ASAN_OPTIONS=detect_leaks=0 script/build "$sanitized" CFLAGS="$flags" CXXFLAGS="$flags"
}

part_sanitized() {
	stage_before sanitized-build sanitized_build || return
	findings_clear
	check sanitized-check "$sanitized" with_sanitizers make
	findings_count
}
