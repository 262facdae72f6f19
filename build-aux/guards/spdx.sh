#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# spdx.sh - every file names its license in one line
#
# Why: files travel without their folder.  Data and generated files are left out.
cd "${srcdir:-.}" || exit 1
find src sql templates static nginx po script tests build-aux configure.ac Makefile.am \
	-name node_modules -prune -o -type f \( -name '*.c' -o -name '*.cc' -o -name '*.h' -o -name '*.sql' \
	-o -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.mjs' -o -name '*.svg' -o -name '*.conf' \
	-o -name '*.sh' -o -name '*.py' -o -name '*.lua' -o -name '*.pgbench' -o -name '*.awk' -o -name '*.mk' -o -name '*.po' \
	-o -name '*.ac' -o -name '*.am' -o -path 'script/*' ! -name 'package*.json' \) \
	! -path 'tests/*/corpus/*' ! -path 'tests/*golden/*' ! -path 'src/store/queries.*' ! -path src/store/migrations.c \
	-exec grep -L 'SPDX-License-Identifier: Apache-2.0' {} + | grep . && {
	echo "^ without the line: SPDX-License-Identifier: Apache-2.0"
	exit 1
}
exit 0
