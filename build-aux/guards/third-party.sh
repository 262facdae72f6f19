#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# third-party.sh - one file uses each foreign library, and a web worker links no network client
#
# Why: a library that only one file uses can be watched and replaced.
# A worker that links no network client and no XML parser cannot be tricked into
# using one, and a worker without libcrypto neither makes nor uses private keys.
# Only libsodium is used everywhere: it is our C library for secrets.  Several files use
# libcrypto, because reading a certificate from outside, judging its key, making a pair of
# keys, decrypting and signatures have nothing else in common.  Three use libxml2: to read a
# document, to refuse what a signed one must not have, and for xmlsec.  Of the three with
# libcurl, one has the rules of a request, and the others wait for one or for many.
# shellcheck disable=SC2016
build=$PWD
cd "${srcdir:-.}" || exit 1
build-aux/sources.sh src | xargs awk '
BEGIN {
	owner["libpq-fe.h"] = "src/store/store.c"; owner["fcgiapp.h"] = "src/http/fastcgi.c"
	owner["jansson.h"] = "src/base/fields.c src/base/fields_document.c src/sso/json_document.c"; owner["argon2.h"] = "src/base/hash.c"
	owner["idn2.h"] = "src/base/domain_name.c"; owner["libxml"] = "src/sso/xml.c src/sso/xml_strict.c src/sso/xml_signature.c"
	owner["xmlsec"] = "src/sso/xml_signature.c"
	owner["openssl"] = "src/sso/certificate.c src/sso/certificate_key.c src/sso/key_pair.c " \
	    "src/sso/own_key.c src/sso/saml_encrypted.c src/sso/signature.c src/sso/verifying_key.c src/sso/xml_signature.c"
	owner["libpsl.h"] = "src/model/domain/public_domain.c"
	owner["curl"] = "src/net/exchange.c src/net/fetch.c src/net/journey.c src/net/journey.h"; owner["ctemplate"] = "src/view/view.cc"
	owner["unbound.h"] = "src/net/dns.c"; owner["libintl.h"] = "src/language/catalog.c"
	count = split("alloca arpa assert ctype dirent errno fcntl fnmatch getopt grp ifaddrs inttypes " \
	    "libgen limits locale malloc math memory net netdb netinet poll pwd regex signal sodium stdalign stdarg stdatomic " \
	    "stdbool stddef stdint stdio stdlib string strings sys syslog termios time unistd " \
	    "utility vector", c, " ")
	for (i = 1; i <= count; i++)
		ours[c[i]] = 1
}
/^[ \t]*#[ \t]*include[ \t]*</ {
	split($0, part, /[<>]/); header = part[2]; first = header; sub(/[\/.].*/, "", first)
	name = header in owner ? header : first
	if (name in owner ? !index(owner[name] " ", FILENAME " ") : !(first in ours)) {
		printf "%s:%d: <%s> is not for this file\n", FILENAME, FNR, header; bad = 1
	}
}
END { exit bad }' || exit 1

for program in postern-web postern; do
	[ -f "$build/src/$program" ] || continue
	if readelf -d "$build/src/$program" | grep -iE 'NEEDED.*(curl|xml|xslt|nghttp|crypto|unbound)'; then
		echo "src/$program must not link that"
		exit 1
	fi
done
