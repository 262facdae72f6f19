-- SPDX-License-Identifier: Apache-2.0

-- :health
SELECT 1;

-- :tenant_add tenant_id name support_contact domain domain_loss actor
WITH added AS (
	INSERT INTO tenant (tenant_id, name, support_contact, canonical_domain, domain_loss)
	VALUES ($1, $2, $3, $4, coalesce($5, 'warn'))
	ON CONFLICT (tenant_id) DO NOTHING RETURNING *
), asked AS (
	INSERT INTO asked_job (tenant_id, kind, subject) SELECT tenant_id, 'make_keys', 'all' FROM added
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'tenant_added', 'success', $6, jsonb_strip_nulls(jsonb_build_object('name', name,
	       'domain', canonical_domain, 'support_contact', support_contact, 'domain_loss', domain_loss)) FROM added
)
INSERT INTO tenant_domain (tenant_id, domain)
SELECT tenant_id, $4 FROM added
RETURNING tenant_id;

-- :tenant_change tenant_id name support_contact domain domain_loss actor
-- A null leaves the column as it is.  A former canonical domain goes on answering.  The event
-- has the values that changed; there is no event if none did.
WITH former AS (
	SELECT * FROM tenant WHERE tenant_id = $1 FOR NO KEY UPDATE
), domain AS (
	INSERT INTO tenant_domain (tenant_id, domain) SELECT tenant_id, $4 FROM former WHERE $4::text IS NOT NULL
	ON CONFLICT (tenant_id, domain) DO NOTHING
), changed AS (
	UPDATE tenant t SET name = coalesce($2, t.name),
	       support_contact = coalesce($3, t.support_contact),
	       canonical_domain = coalesce($4, t.canonical_domain),
	       domain_loss = coalesce($5, t.domain_loss)
	  FROM former WHERE t.tenant_id = former.tenant_id
	RETURNING t.tenant_id, jsonb_strip_nulls(jsonb_build_object('name', nullif(t.name, former.name),
	       'domain', nullif(t.canonical_domain, former.canonical_domain),
	       'support_contact', nullif(t.support_contact, former.support_contact),
	       'domain_loss', nullif(t.domain_loss, former.domain_loss))) AS details
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'tenant_updated', 'success', $6, details FROM changed WHERE details <> '{}'
)
SELECT tenant_id FROM changed;

-- @tenant -> tenant_id name support_contact canonical_domain domain_loss

-- :tenant_load tenant_id -> @tenant
SELECT tenant_id, name, support_contact, canonical_domain, domain_loss FROM tenant WHERE tenant_id = $1;

-- :tenant_list -> @tenant
SELECT tenant_id, name, support_contact, canonical_domain, domain_loss FROM tenant
 ORDER BY tenant_id LIMIT :COMMAND_MAX_ROWS;
