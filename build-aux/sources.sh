#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sources.sh FOLDER... - the C and C++ files below, but for those that the build makes
#
# A build in the sources' own folder leaves what it made among them; no guard
# holds a program to the rules for people.
find "$@" \( -name '*.c' -o -name '*.cc' -o -name '*.h' \) -print | sort |
	xargs grep -L '^/\* Made by build-aux/'
