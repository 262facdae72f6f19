-- same.lua - the same request again and again, and the sums in a line that a script reads
--
-- The environment holds, for the Management API: TOKEN, an access token, which
-- the process list must not show; BODY, JSON that is sent by POST instead of a GET.
--
-- SPDX-License-Identifier: Apache-2.0

local token, body = os.getenv("TOKEN"), os.getenv("BODY")

if token then
	wrk.headers["Authorization"] = "Bearer " .. token
end
if body then
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/json"
	wrk.body = body
end

function done(summary, latency, requests)
	io.write(string.format("answers %d seconds %.6f failed %d\n", summary.requests,
	    summary.duration / 1000000, summary.errors.status + summary.errors.connect
	    + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
