#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sources.sh FOLDER... - the C and C++ files below, except those that the build makes
#
# A build in the sources' own folder leaves generated files among them; the guards'
# rules for people do not apply to those.
find "$@" \( -name '*.c' -o -name '*.cc' -o -name '*.h' \) -print | sort |
	xargs grep -L '^/\* Made by build-aux/'
