#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check.sh - finds what Postern's site needs of nginx and the machine and lacks
#
# Run it as root: sh check.sh [nginx OPTION...]
# It reads the output of `nginx -T` and changes nothing.
set -u
connections_least=8192
PATH=$PATH:/usr/sbin:/sbin
missing=0

miss() {
	printf 'check.sh: %s\n' "$*"
	missing=1
}

# value_of NAME: the last number that the configuration gives it, or 0
value_of() {
	printf '%s\n' "$conf" | sed -n "s/^[[:space:]]*$1[[:space:]]\{1,\}\([0-9]\{1,\}\);.*/\1/p" | tail -n 1 | grep . || echo 0
}

connections_check() {
	connections=$(value_of worker_connections)
	files=$(value_of worker_rlimit_nofile)
	[ "$connections" -ge "$connections_least" ] ||
		miss "worker_connections is $connections: one address could use up all of them; nginx.conf should say $connections_least"
	[ "$files" -ge $((2 * connections)) ] ||
		miss "worker_rlimit_nofile is $files: nginx.conf should say twice the worker_connections, $((2 * connections))"
}

words_check() {
	words=$(printf '%s\n' "$conf" | grep -v '^[[:space:]]*#' | grep -o '@[A-Z][A-Z0-9_]*@' | sort -u | tr '\n' ' ')
	[ -z "$words" ] || miss "not filled in: $words"
}

logs_check() {
	for log in $(printf '%s\n' "$conf" | sed -n 's/^[[:space:]]*\(access\|error\)_log "\([^"]*\/nginx-[a-z]*\.log\)".*/\2/p' | sort -u); do
		[ -z "$(find "$log" -perm /o=rwx 2>/dev/null)" ] || miss "$log is open to all users: chmod 640"
	done
}

firewall_check() {
	nft list table inet postern >/dev/null 2>&1 ||
		miss "no firewall counts the connections of an address: see firewall.nft"
}

conf=$(nginx -T "$@" 2>/dev/null) || {
	echo "check.sh: nginx -t does not accept the configuration, or needs root"
	exit 1
}
connections_check
words_check
logs_check
firewall_check
[ "$missing" = 1 ] || echo "nginx has what Postern needs."
exit "$missing"
