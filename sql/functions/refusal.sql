-- SPDX-License-Identifier: Apache-2.0
--
-- refusal: requests that were refused.

CREATE OR REPLACE FUNCTION refusal_subject(reason text, address inet) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'refused:' || reason || ':' || (hashtext(coalesce(network(set_masklen(address,
	CASE family(address) WHEN 6 THEN 64 ELSE 32 END))::text, '-')) & 4095);
COMMENT ON FUNCTION refusal_subject IS 'The key under which refusals of one reason to one address (IPv6: one /64) are counted. Addresses share 4,096 buckets, so an attacker with many of them makes no more rows.';

CREATE OR REPLACE FUNCTION is_power_of_ten(n integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN n IN (1, 10, 100, 1000, 10000, 100000, 1000000);
