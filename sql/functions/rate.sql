-- SPDX-License-Identifier: Apache-2.0
--
-- rate: how often programs call.

CREATE OR REPLACE FUNCTION rate_window_end(length_s numeric) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_timestamp((floor(extract(epoch FROM now()) / length_s) + 1) * length_s);
COMMENT ON FUNCTION rate_window_end IS 'The end of the current window, for windows of that length.';

CREATE OR REPLACE FUNCTION rate_secret(client_id text, address inet) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'secret:' || client_id || ':' || coalesce(network(set_masklen(address,
	CASE family(address) WHEN 6 THEN 64 ELSE 32 END))::text, '-');
COMMENT ON FUNCTION rate_secret IS 'The key under which wrong secrets are counted: the address, or for IPv6 its /64, because one client has all of that.';
