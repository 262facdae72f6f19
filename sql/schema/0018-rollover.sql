-- SPDX-License-Identifier: Apache-2.0
--
-- The tenant's own key for SAML requests rolls over: the next one is known to providers
-- before it signs.  New RSA keys have 3072 bits; those that are used go on.  The spare
-- ones of 2048 bits, and key_kind(), are for workers of the version before; the version
-- after drops them.

-- Numbered because a CHECK of signing_key calls it.
CREATE FUNCTION key_kinds(algorithm text) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN CASE algorithm WHEN 'ES256' THEN ARRAY['p256'] WHEN 'ES384' THEN ARRAY['p384'] ELSE ARRAY['rsa3072', 'rsa2048'] END;
COMMENT ON FUNCTION key_kinds IS 'The kinds of key that a JWS algorithm (RFC 7518 §3.1) signs with; new keys are of the first.';

ALTER TABLE signing_key
	DROP CONSTRAINT signing_key_kind_check,
	ADD CONSTRAINT signing_key_kind_check CHECK (kind IN ('rsa2048', 'rsa3072', 'p256', 'p384')),
	DROP CONSTRAINT signing_key_use_check,
	ADD CONSTRAINT signing_key_use_check CHECK (use IN ('spare', 'tenant', 'tenant_next', 'tenant_previous', 'connection')),
	DROP CONSTRAINT signing_key_check,
	ADD CONSTRAINT signing_key_check CHECK (algorithm IS NULL OR array_position(key_kinds(algorithm), kind) IS NOT NULL),
	ADD COLUMN used_since timestamptz NOT NULL DEFAULT now();
UPDATE signing_key SET used_since = created_at WHERE use = 'tenant';
CREATE UNIQUE INDEX signing_key_rollover ON signing_key (tenant_id, use) WHERE starts_with(use, 'tenant');
COMMENT ON COLUMN signing_key.use IS 'spare: nobody''s yet. tenant, tenant_next, tenant_previous: signs the tenant''s SAML requests, will, did. connection: signs for one connection (private_key_jwt).';
COMMENT ON COLUMN signing_key.used_since IS 'Of a tenant''s key: since when it has this use.';

-- By then the workers of this version have been started.
INSERT INTO job (tenant_id, kind, subject, run_at)
SELECT tenant_id, 'make_keys', 'all', now() + interval '10 minutes' FROM tenant
ON CONFLICT DO NOTHING;
