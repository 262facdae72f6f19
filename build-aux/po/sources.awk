# sources.awk - the C files whose sentences people read: all but those that POTFILES.skip names
#
# usage: awk -f sources.awk POTFILES.skip FILE-LIST
# SPDX-License-Identifier: Apache-2.0

NR == FNR {
	sub(/[ \t]*#.*/, "")
	if ($0 != "")
		skipped[++skips] = $0
	next
}
/\.[ch]$/ {
	# A name that ends in a slash is a folder.
	for (i = 1; i <= skips; i++)
		if ($0 == skipped[i] || (skipped[i] ~ /\/$/ && index($0, skipped[i]) == 1))
			next
	print
}
