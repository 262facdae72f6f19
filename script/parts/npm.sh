# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# npm.sh - installs the packages that a folder's package-lock.json names; sourced

# npm_install FOLDER: nothing, if they are there already
npm_install() {
	local lock=$1/package-lock.json installed=$1/node_modules/.installed
	cmp -s "$lock" "$installed" && return 0
	(cd "$1" && npm ci --ignore-scripts --no-audit --no-fund) && cp "$lock" "$installed"
}
