-- get.lua - one page again and again, and the sums in a line that a script reads
--
-- SPDX-License-Identifier: Apache-2.0

function done(summary, latency, requests)
	io.write(string.format("answers %d seconds %.6f failed %d\n", summary.requests,
	    summary.duration / 1000000, summary.errors.status + summary.errors.connect
	    + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
