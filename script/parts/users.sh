# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# users.sh - the users of the programs when root runs script/server; sourced by it
#
# The web workers and the job workers have a user each, so a hole in one does not reach
# the other's files: only the job workers' user may read the key that opens secrets. The
# users are numbers that Debian gives to no account, so this adds no account. Their group
# may use the database's socket. The practice providers have a third. Another user than root runs everything as itself.
# shellcheck disable=SC2034,SC2154

declare -A users=([web]=64801 [jobs]=64802 [practice]=64803)
database_group=64800
web_group=www-data

is_root() {
	[ "$(id -u)" = 0 ]
}

# user_words NAME: the words before a command that NAME's user is to run
user_words() {
	local user=${users[$1]:-}
	! is_root || [ -z "$user" ] ||
		echo "setpriv --reuid=$user --regid=$user --groups=$web_group,$database_group --no-new-privs"
}

# as NAME COMMAND...: runs it as NAME's user
as() {
	local name=$1
	shift
	# shellcheck disable=SC2046
	$(user_words "$name") "$@"
}

# reachable PATH: whether the users, and nginx's, may read it
reachable() {
	as web test -r "$1" && { [ ! -d "$1" ] || as web test -x "$1"; }
}

# for_users PATH NAME: prints where the users can read the file or folder, copied if need be
for_users() {
	if reachable "$1"; then
		echo "$1"
		return
	fi
	cp -r "$1" "$run/$2" && chmod -R a+rX "$run/$2" && echo "$run/$2"
}

# folder_of NAME PATH: makes a folder whose files are NAME's user's, who alone may change them
folder_of() {
	mkdir -p "$2"
	! is_root || chown -R "${users[$1]}:$web_group" "$2"
}

# keys_place: finds or makes the folder of the keys, $keys. If the users cannot reach var, it
# lies in /var/tmp, and var/keys/place says where.
keys_place() {
	keys=$var/keys
	mkdir -p "$keys"
	if ! reachable "$keys"; then
		[ -s "$keys/place" ] || mktemp -d /var/tmp/postern-keys-XXXXXX >"$keys/place"
		keys=$(cat "$keys/place")
		mkdir -p "$keys"
		chmod 755 "$keys"
	fi
	# versions before kept them in var
	[ ! -f "$var/seal.key" ] || mv "$var/seal.key" "$var/seal.pub" "$keys"
	folder_of jobs "$keys"
}
