#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# workers.sh - see workers.py
exec python3 "${srcdir:-.}/tests/main/workers.py"
