#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tests/fuzz/fuzz.sh DIR SECONDS [TARGET...] - looks for inputs that no corpus has yet
#
# Builds Postern and the fuzz targets in DIR by clang with its fuzzer and its
# sanitizers and runs each target that long. What it finds lies in DIR/fuzz.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)
seconds=$2
shift 2
[ $# -gt 0 ] || set -- address certificate discovery dns_packet expression fields form id_token image introduction \
	jwks metadata request saml_response token_answer

flags="-g -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined"
ASAN_OPTIONS=detect_leaks=0 "$top/script/build" "$dir" CC=clang CXX=clang++ \
	CFLAGS="$flags" CXXFLAGS="$flags"

sources() {
	echo "$top/tests/fuzz/$1_fuzz.c"
	case $1 in
	address | dns_packet) echo "$top/src/net/$1.c" ;;
	certificate | discovery | id_token | jwks | metadata | saml_response | token_answer) ls "$top"/src/sso/*.c ;;
	fields | form) echo "$top/tests/fuzz/bodies.c" ;;
	introduction) echo "$top/tests/unit/introduction_check.c" ;;
	esac
}

# The longest document that is tried: a signed one takes more.
length() {
	case $1 in
	saml_response) echo 16384 ;;
	*) echo 4096 ;;
	esac
}

for target in "$@"; do
	mkdir -p "$dir/fuzz/$target"
	# shellcheck disable=SC2046,SC2086
	clang $flags -fsanitize=fuzzer -D_GNU_SOURCE -I"$top/src" -I"$top/tests/unit" \
		$(sources "$target") "$dir/libdoors.a" "$dir/libfloors.a" \
		$(pkg-config --cflags --libs jansson libsodium libpq libargon2 libidn2 libxml-2.0 xmlsec1-openssl libcrypto libpsl) -lresolv -lm -o "$dir/fuzz/$target/run"
	echo "$target:"
	(
		cd "$dir/fuzz/$target"
		mkdir -p found
		srcdir=$top ./run -max_total_time="$seconds" -max_len="$(length "$target")" -print_final_stats=1 \
			found "$top/tests/fuzz/corpus/$target" >log 2>&1 || {
			tail -n 40 log
			exit 1
		}
		grep -E '^stat::number_of_executed_units|^Done' log
	)
done
