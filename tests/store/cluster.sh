#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# cluster.sh - a PostgreSQL cluster of its own that lives as long as standard input is open
#
# It prints its URL, reads commands, "stop" or "start", one per line, and answers each with
# "done".  However the process at the other end dies, the cluster ends with it.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)

run() {
	if [ "$1" = start ]; then
		"$top/script/postgres" start "$dir" fsync=off synchronous_commit=off \
			full_page_writes=off max_connections=40 deadlock_timeout=3s </dev/null
	else
		"$top/script/postgres" "$1" "$dir" </dev/null
	fi
}

remove() {
	run remove
	rm -rf "$dir"
}

trap remove EXIT
run start
while read -r verb; do
	run "$verb" >/dev/null
	echo "done"
done
