-- home_realm.lua - home realm discovery of one domain after another
--
-- DOMAINS in the environment: how many there are, d0.example and so on, as
-- tests/bench/domains.sql makes them.  The steps are wide, so that what is asked
-- for was not just read.  Token and sums are same.lua's.
--
-- SPDX-License-Identifier: Apache-2.0

dofile(os.getenv("SAME"))

local domains = tonumber(os.getenv("DOMAINS"))
local at = 0

function request()
	at = (at + 7919) % domains
	return wrk.format("GET", "/api/v2/home-realm?email=ann%40d" .. at .. ".example")
end
