-- SPDX-License-Identifier: Apache-2.0
--
-- rate: how often programs call.

CREATE OR REPLACE FUNCTION rate_window_end(length_s numeric) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_timestamp((floor(extract(epoch FROM now()) / length_s) + 1) * length_s);
COMMENT ON FUNCTION rate_window_end IS 'The end of the current window, for windows of that length.';

-- An id that exists and one that was made up are counted alike, so a count tells nothing of an id.
CREATE OR REPLACE FUNCTION rate_secret(client_id text, address inet) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'secret:' || (hashtext(client_id) & (:WRONG_SECRET_BUCKETS - 1)) || ':' || coalesce(network(set_masklen(address,
	CASE family(address) WHEN 6 THEN 64 ELSE 32 END))::text, '-');
COMMENT ON FUNCTION rate_secret IS 'The key under which wrong secrets are counted: one of a few buckets for ids, so that made-up ids fill no table; and the address, or for IPv6 its /64, because one client has all of that.';

-- Others may do the same at that moment, so it waits for no row.
CREATE OR REPLACE FUNCTION rate_sweep(tenant text) RETURNS void LANGUAGE sql AS $$
	DELETE FROM rate WHERE (tenant_id, subject, shard) IN (
		SELECT tenant_id, subject, shard FROM rate
		 WHERE tenant_id = tenant AND ends_at < now() - interval '1 minute'
		 ORDER BY ends_at LIMIT :RATE_SWEEP_ROWS FOR UPDATE SKIP LOCKED);
$$;
COMMENT ON FUNCTION rate_sweep IS 'Deletes counts of windows that are over: more than one wrong secret or token adds, so they cannot pile up.';
