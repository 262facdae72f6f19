-- SPDX-License-Identifier: Apache-2.0
--
-- seal: every text that is sealed to the key of postern-jobs.  A new sealed column
-- belongs in each of these functions.

CREATE OR REPLACE VIEW sealed_text AS
SELECT tenant_id, 'wizard' AS place, ticket_id AS id, '' AS part, sealed_secret AS sealed
  FROM wizard WHERE sealed_secret IS NOT NULL
UNION ALL
SELECT tenant_id, 'connection_revision', connection_id || ' ' || revision, '', sealed_secret
  FROM connection_revision WHERE sealed_secret IS NOT NULL
UNION ALL
SELECT r.tenant_id, 'connection_revision', r.connection_id || ' ' || r.revision, k.key, k.value
  FROM connection_revision r, jsonb_each_text(r.sealed_keys) k WHERE k.value IS NOT NULL
UNION ALL
SELECT tenant_id, 'signing_key', key_id, '', sealed_key FROM signing_key
UNION ALL
SELECT tenant_id, 'login', login_id, '', sealed_token FROM login WHERE sealed_token IS NOT NULL;
COMMENT ON VIEW sealed_text IS 'All sealed secrets: the id names the row of the table (place), and part an item of sealed_keys.';

-- A text that was replaced in the meantime stays.
CREATE OR REPLACE FUNCTION seal_renew(tenant text, place text, id text, part text, former text, renewed text)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF place = 'wizard' THEN
		UPDATE wizard SET sealed_secret = renewed
		 WHERE tenant_id = tenant AND ticket_id = id AND sealed_secret = former;
	ELSIF place = 'signing_key' THEN
		UPDATE signing_key SET sealed_key = renewed
		 WHERE tenant_id = tenant AND key_id = id AND sealed_key = former;
	ELSIF place = 'login' THEN
		UPDATE login SET sealed_token = renewed
		 WHERE tenant_id = tenant AND login_id = id AND sealed_token = former;
	ELSIF part = '' THEN
		UPDATE connection_revision SET sealed_secret = renewed
		 WHERE tenant_id = tenant AND connection_id = split_part(id, ' ', 1)
		   AND revision = split_part(id, ' ', 2)::integer AND sealed_secret = former;
	ELSE
		UPDATE connection_revision SET sealed_keys = jsonb_set(sealed_keys, ARRAY[part], to_jsonb(renewed))
		 WHERE tenant_id = tenant AND connection_id = split_part(id, ' ', 1)
		   AND revision = split_part(id, ' ', 2)::integer AND sealed_keys ->> part = former;
	END IF;
	RETURN FOUND;
END $$;
COMMENT ON FUNCTION seal_renew IS 'Replaces one sealed text by the same secret sealed to another key; whether it did.';

-- The lock lets the statements that keep secrets pass each other, but not the one that
-- retires a key: it waits for those that have begun, and the later ones read what it did.
CREATE OR REPLACE FUNCTION seal_is_live() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	ids text[];
BEGIN
	IF TG_TABLE_NAME = 'signing_key' THEN
		ids := ARRAY[left(NEW.sealed_key, 8)];
	ELSIF TG_TABLE_NAME = 'login' THEN
		ids := ARRAY[left(NEW.sealed_token, 8)];
	ELSIF TG_TABLE_NAME = 'wizard' THEN
		ids := ARRAY[left(NEW.sealed_secret, 8)];
	ELSE
		ids := ARRAY(SELECT left(value, 8) FROM jsonb_each_text(NEW.sealed_keys)) || left(NEW.sealed_secret, 8);
	END IF;
	PERFORM pg_advisory_xact_lock_shared(7678377);
	IF EXISTS (SELECT FROM retired_seal_key WHERE key_id IN (SELECT unnest(ids))) THEN
		RAISE EXCEPTION 'this secret is sealed to a key that is retired'
			USING ERRCODE = 'operator_intervention', CONSTRAINT = 'seal_is_live';
	END IF;
	RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER seal_is_live BEFORE INSERT OR UPDATE OF sealed_secret ON wizard
	FOR EACH ROW WHEN (new.sealed_secret IS NOT NULL) EXECUTE FUNCTION seal_is_live();
CREATE OR REPLACE TRIGGER seal_is_live BEFORE INSERT OR UPDATE OF sealed_secret, sealed_keys ON connection_revision
	FOR EACH ROW WHEN (new.sealed_secret IS NOT NULL OR new.sealed_keys <> '{}'::jsonb) EXECUTE FUNCTION seal_is_live();
CREATE OR REPLACE TRIGGER seal_is_live BEFORE INSERT OR UPDATE OF sealed_key ON signing_key
	FOR EACH ROW EXECUTE FUNCTION seal_is_live();
CREATE OR REPLACE TRIGGER seal_is_live BEFORE INSERT OR UPDATE OF sealed_token ON login
	FOR EACH ROW WHEN (new.sealed_token IS NOT NULL) EXECUTE FUNCTION seal_is_live();

CREATE OR REPLACE FUNCTION seal_retire(ids text[], actor text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	remaining bigint;
BEGIN
	PERFORM pg_advisory_xact_lock(7678377);
	SELECT count(*) INTO remaining FROM sealed_text WHERE left(sealed, 8) IN (SELECT unnest(ids));
	IF remaining = 0 THEN
		WITH retired AS (
			INSERT INTO retired_seal_key (tenant_id, key_id)
			SELECT tenant_id, id FROM tenant, unnest(ids) id ON CONFLICT DO NOTHING RETURNING tenant_id, key_id
		)
		INSERT INTO event (tenant_id, kind, outcome, actor, details)
		SELECT tenant_id, 'seal_key_retired', 'success', seal_retire.actor, jsonb_build_object('key_id', key_id)
		  FROM retired;
	END IF;
	RETURN remaining;
END $$;
COMMENT ON FUNCTION seal_retire IS 'Retires these keys, with an event for each tenant, unless something is sealed to one; how many texts are.';
