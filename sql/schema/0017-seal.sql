-- SPDX-License-Identifier: Apache-2.0
--
-- The key that secrets are sealed to can be replaced.  A worker that still knows only
-- the former key, perhaps on another machine, must not lose a secret by it.

CREATE TABLE retired_seal_key (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	key_id		text NOT NULL CHECK (key_id ~ '^[0-9a-f]{8}$'),
	retired_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, key_id)
);
CREATE INDEX retired_seal_key_id ON retired_seal_key (key_id);
COMMENT ON TABLE retired_seal_key IS 'Keys whose secret half is gone: nothing is kept that is sealed to one. Each is that of all tenants there were, and of later ones, too.';
