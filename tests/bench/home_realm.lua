-- home_realm.lua - home realm discovery of one domain after another
--
-- DOMAINS in the environment is the number of domains, d0.example and so on, that
-- tests/bench/domains.sql makes.  The steps are wide, so that no domain was read
-- just before.  same.lua has the token and the sums.
--
-- SPDX-License-Identifier: Apache-2.0

dofile(os.getenv("SAME"))

local domains = tonumber(os.getenv("DOMAINS"))
local at = 0

function request()
	at = (at + 7919) % domains
	return wrk.format("GET", "/api/v2/home-realm?email=ann%40d" .. at .. ".example")
end
