# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# scripts.sh - shellcheck of the shell scripts themselves
# shellcheck disable=SC2154

part_scripts() {
	local scripts
	mapfile -t scripts < <(grep -rlE --exclude-dir=node_modules \
		'^#!/bin/(ba)?sh|^# shellcheck shell=' script .ci nginx tests build-aux/guards/*.sh)
	stage_as_test shellcheck shellcheck -x "${scripts[@]}"
}
