-- SPDX-License-Identifier: Apache-2.0
--
-- signing_key: the keys that we sign with.

-- Each use is unique at every moment, so the keys move one after the other.  Of two
-- simultaneous calls the later one waits for the locks, and finds that its key is no
-- longer the next one.  Without a spare key, postern-jobs makes the next one.
CREATE OR REPLACE FUNCTION tenant_key_rotate(tenant text, next_id text, actor text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	spare_id text;
BEGIN
	PERFORM FROM signing_key WHERE tenant_id = tenant AND use NOT IN ('spare', 'connection') ORDER BY key_id FOR UPDATE;
	INSERT INTO asked_job (tenant_id, kind, subject) SELECT tenant_id, 'make_keys', 'all' FROM tenant t WHERE t.tenant_id = tenant;
	IF NOT EXISTS (SELECT FROM signing_key WHERE tenant_id = tenant AND key_id = next_id AND use = 'tenant_next') THEN
		RETURN false;
	END IF;
	DELETE FROM signing_key WHERE tenant_id = tenant AND use = 'tenant_previous';
	UPDATE signing_key SET use = 'tenant_previous', used_since = now() WHERE tenant_id = tenant AND use = 'tenant';
	UPDATE signing_key SET use = 'tenant', used_since = now() WHERE tenant_id = tenant AND use = 'tenant_next';
	SELECT key_id INTO spare_id FROM signing_key
	 WHERE tenant_id = tenant AND use = 'spare' AND kind = 'rsa3072'
	 ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED;
	UPDATE signing_key SET use = 'tenant_next', used_since = now() WHERE tenant_id = tenant AND key_id = spare_id;
	IF EXISTS (SELECT FROM signing_key WHERE tenant_id = tenant AND use = 'encryption_next') THEN
		DELETE FROM signing_key WHERE tenant_id = tenant AND use = 'encryption_previous';
		UPDATE signing_key SET use = 'encryption_previous', used_since = now() WHERE tenant_id = tenant AND use = 'encryption';
		UPDATE signing_key SET use = 'encryption', used_since = now() WHERE tenant_id = tenant AND use = 'encryption_next';
	END IF;
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant, 'signing_key_rotated', 'success', tenant_key_rotate.actor, jsonb_strip_nulls(jsonb_build_object(
	           'key_id', next_id, 'next_key_id', spare_id,
	           'previous_key_id', (SELECT key_id FROM signing_key WHERE tenant_id = tenant AND use = 'tenant_previous')));
	RETURN true;
END $$;
COMMENT ON FUNCTION tenant_key_rotate IS 'The next key of the tenant becomes the current one, if it still is the next one; and so does the next one for encryption.';
