#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# floors.sh - a file includes only lower floors and its own folder
#
# Why: code that depends only on lower floors can be read, tested and replaced from
# the bottom up.  Neighbors on a floor that include each other have become one thing.
# The areas of model/ have an order of their own, as if each were a floor.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
build-aux/sources.sh src | xargs awk '
BEGIN {
	count = split("base 0 language 1 model 1 model/provider 1.1 model/attributes 1.2 model/tenant 1.3 " \
	    "model/domain 1.4 model/connection 1.5 model/login 1.6 model/ticket 1.7 sso 2 store 2 net 2 http 2 view 2 actions 3 " \
	    "api 4 scim 4 jobs 4 main 5", table, " ")
	for (i = 1; i < count; i += 2)
		floor[table[i]] = table[i + 1]
}
# Each folder in web/ is a door.
function folder(path) {
	sub(/\/[^\/]*$/, "", path)
	if (path ~ /^web\/[a-z]+$/)
		floor[path] = 4
	return path
}
FNR == 1 && !(folder(substr(FILENAME, 5)) in floor) {
	print FILENAME ": its folder is on no floor"; bad = 1
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	own = folder(substr(FILENAME, 5)); other = folder(quoted[2])
	if (own != other && (!(other in floor) || floor[other] >= floor[own])) {
		printf "%s:%d: floor %s includes \"%s\"\n", FILENAME, FNR, own, quoted[2]; bad = 1
	}
}
END { exit bad }'
