#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# postgres.sh - the postgres of the pg_ctl that calls this, under valgrind's callgrind once the file "counting" is there
#
# Its own folder has that file, backend.so and the phase, and gets the counts.  A table that is
# almost empty when a statement is planned would be read as a whole in each of its turns.
folder=$(dirname "$0")
postgres=$(dirname "$(readlink "/proc/$PPID/exe")")/postgres
[ -e "$folder/counting" ] || exec "$postgres" "$@"
export GROWTH_PHASE="$folder/phase" LD_PRELOAD="$folder/backend.so"
exec valgrind --quiet --tool=callgrind --callgrind-out-file="$folder/postgres.%p" \
	"$postgres" "$@" -c autovacuum=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off
