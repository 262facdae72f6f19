# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# distcheck.sh - the source archive builds, tests, installs and uninstalls by itself: one test
# shellcheck disable=SC2154

part_distcheck() {
	stage_before plain-build env MAKE_CFLAGS=-Werror script/build "$plain" || return
	stage_as_test distcheck make -C "$plain" -j "$(nproc)" distcheck
}
