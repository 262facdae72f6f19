-- SPDX-License-Identifier: Apache-2.0
--
-- retired: what only workers of the version before still call; each goes with the next one.

CREATE OR REPLACE FUNCTION takes_keys(c connection) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN c.strategy IN ('okta', 'oidc');
COMMENT ON FUNCTION takes_keys IS 'Whether it may sign in at its provider with a key instead of a secret.';
