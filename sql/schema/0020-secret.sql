-- SPDX-License-Identifier: Apache-2.0
--
-- What a client was given can be taken back: its secret, its tokens, itself.

ALTER TABLE client
	ADD COLUMN former_secret_hash sha256_hex,
	ADD COLUMN former_until timestamptz,
	ADD COLUMN tokens_revoked_at timestamptz,
	ADD CONSTRAINT client_former_check CHECK ((former_secret_hash IS NULL) = (former_until IS NULL));
COMMENT ON COLUMN client.former_secret_hash IS 'The secret before the last rotation, which counts until former_until.';
COMMENT ON COLUMN client.tokens_revoked_at IS 'Tokens that were issued before then do not count; null: all do.';

ALTER TABLE api_token ADD COLUMN issued_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN api_token.scopes IS 'Those of the client when the token was issued; a call has only those of them that the client still has.';

-- For rate_sweep().
CREATE INDEX rate_end ON rate (tenant_id, ends_at);
COMMENT ON COLUMN rate.subject IS 'client:ID for calls, secret:BUCKET:NETWORK for wrong secrets, refused:REASON:BUCKET for refusals and told for their events.';
