-- start.lua - "Get started" with one ticket after another
--
-- TICKETS in the environment is the number of tickets that script/bench makes.
-- Each has ten uses.  The walk returns to a ticket only after all the others, so
-- that two requests seldom meet in one row.  Run it with one thread: each thread
-- would walk from the start.
--
-- SPDX-License-Identifier: Apache-2.0

local tickets = tonumber(os.getenv("TICKETS"))
local first = tonumber(os.getenv("FIRST"))
local host = os.getenv("DOMAIN")
local at = first

function request()
	local secret = string.format("%012dTheSameForEachTicket", at % tickets)
	at = at + 1
	return wrk.format("POST", "/self-service/connections-flow", {
		["Host"] = host,
		["Content-Type"] = "application/x-www-form-urlencoded",
	}, "ticket=" .. secret)
end

function done(summary, latency, requests)
	io.write(string.format("answers %d seconds %.6f failed %d\n", summary.requests,
	    summary.duration / 1000000, summary.errors.status + summary.errors.connect
	    + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
