-- 0009 alias: connection_alias alone says which domains lead to which connection
--
-- connection.config had the same list, and triggers copied it.  Now a row is an
-- item of that list, in the order and the spelling in which it came.
--
-- SPDX-License-Identifier: Apache-2.0

-- The locks keep everybody from changing the list, or marking a preferred
-- connection, while it moves.  The trigger that a database of number 6 has would
-- delete the rows together with the list.
LOCK TABLE connection IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE connection_alias IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS connection_aliases ON connection;

-- Workers wait in the meantime, so no row is deleted singly, and the indexes and
-- the key to connection are made at the end, in one go.
CREATE TEMPORARY TABLE preferred ON COMMIT DROP AS
SELECT tenant_id, connection_id, domain FROM connection_alias WHERE is_preferred;
TRUNCATE connection_alias;
ALTER TABLE connection_alias
	DROP CONSTRAINT connection_alias_pkey,
	DROP CONSTRAINT connection_alias_tenant_id_connection_id_fkey,
	ADD COLUMN position integer,
	ADD COLUMN typed text;
DROP INDEX connection_alias_connection;
INSERT INTO connection_alias (tenant_id, connection_id, position, typed, domain, is_preferred)
SELECT c.tenant_id, c.connection_id, l.position, l.typed, d.domain, f.domain IS NOT NULL
  FROM connection c
 CROSS JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(c.config #> '{options,domain_aliases}') = 'array'
	THEN c.config #> '{options,domain_aliases}' ELSE '[]' END) WITH ORDINALITY AS l (typed, position)
 CROSS JOIN LATERAL lower(rtrim(l.typed, '.')) AS d (domain)
  LEFT JOIN preferred f ON f.tenant_id = c.tenant_id AND f.connection_id = c.connection_id AND f.domain = d.domain;
ALTER TABLE connection_alias
	ALTER COLUMN position SET NOT NULL,
	ALTER COLUMN typed SET NOT NULL,
	ADD PRIMARY KEY (tenant_id, connection_id, position),
	ADD FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE;
-- A sign-in page waits for this index, so it answers without the table.
CREATE INDEX connection_alias_domain ON connection_alias (tenant_id, domain) INCLUDE (connection_id, is_preferred);
COMMENT ON TABLE connection_alias IS 'Which domains lead to which connection (home realm discovery): an item of its options.domain_aliases a row.';
COMMENT ON COLUMN connection_alias.position IS 'Its place in the list, as it is shown; numbers may be left out.';
COMMENT ON COLUMN connection_alias.typed IS 'As it was sent, to be shown.';
COMMENT ON COLUMN connection_alias.domain IS 'The same in lower case and without a final dot, to be found by.';

ALTER TABLE connection ADD COLUMN has_aliases boolean NOT NULL DEFAULT false;
UPDATE connection
   SET has_aliases = jsonb_typeof(config #> '{options,domain_aliases}') = 'array',
       config = config #- '{options,domain_aliases}'
 WHERE config #> '{options,domain_aliases}' IS NOT NULL;
COMMENT ON COLUMN connection.has_aliases IS 'options.domain_aliases is shown, if only as an empty list: one was sent, or a domain was verified.';
COMMENT ON COLUMN connection.config IS 'What lies outside the revisions, as the ticket gave it: display_name, is_domain_connection, show_as_button, metadata, options {icon_url, idpinitiated}; options.domain_aliases are in connection_alias.';
