-- SPDX-License-Identifier: Apache-2.0
--
-- A tenant has pairs of keys to which providers may encrypt, and an administrator may
-- choose the claim that fills an attribute.

ALTER TABLE signing_key
	DROP CONSTRAINT signing_key_use_check,
	ADD CONSTRAINT signing_key_use_check CHECK (use IN ('spare', 'tenant', 'tenant_next', 'tenant_previous', 'connection',
		'encryption', 'encryption_next', 'encryption_previous'));
DROP INDEX signing_key_rollover;
CREATE UNIQUE INDEX signing_key_rollover ON signing_key (tenant_id, use)
	WHERE starts_with(use, 'tenant') OR starts_with(use, 'encryption');
COMMENT ON TABLE signing_key IS 'Pairs of keys, made by postern-jobs: some ahead, so that who needs one takes it without ever seeing its private half. Those for encryption sign nothing.';
COMMENT ON COLUMN signing_key.use IS 'spare: nobody''s yet. tenant, tenant_next, tenant_previous: signs the tenant''s SAML requests, will, did. encryption, encryption_next, encryption_previous: decrypts, and our metadata has its certificate, will have, had. connection: signs for one connection (private_key_jwt).';

-- By then the workers of this version have been started.
INSERT INTO job (tenant_id, kind, subject, run_at)
SELECT tenant_id, 'make_keys', 'all', now() + interval '10 minutes' FROM tenant
ON CONFLICT DO NOTHING;

ALTER TABLE wizard ADD COLUMN used_claims jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(used_claims) = 'object');
COMMENT ON COLUMN wizard.used_claims IS 'What the administrator chose after a test: for our attributes an expression or the name of a SAML attribute.';
