# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# clang.sh - a second compiler's warnings, as errors
# shellcheck disable=SC2154

part_clang() {
	MAKE_CFLAGS=-Werror stage_as_test clang-build \
		script/build "$work/clang" CC=clang CXX=clang++
}
