-- SPDX-License-Identifier: Apache-2.0
--
-- client: the programs of a tenant.

CREATE OR REPLACE FUNCTION client_grant_id(client_id text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'cgr_' || left(client_id, 16);
COMMENT ON FUNCTION client_grant_id IS 'The id of the one grant of a client: that of the client, cut to the length that the contract allows.';
