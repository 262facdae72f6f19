-- SPDX-License-Identifier: Apache-2.0

-- :health
SELECT 1;

-- :tenant_add tenant_id name support_contact domain domain_loss
WITH added AS (
	INSERT INTO tenant (tenant_id, name, support_contact, canonical_domain, domain_loss)
	VALUES ($1, $2, $3, $4, coalesce($5, 'warn'))
	ON CONFLICT (tenant_id) DO NOTHING RETURNING tenant_id
), asked AS (
	INSERT INTO asked_job (tenant_id, kind, subject) SELECT tenant_id, 'make_keys', 'all' FROM added
)
INSERT INTO tenant_domain (tenant_id, domain)
SELECT tenant_id, $4 FROM added
RETURNING tenant_id;

-- :tenant_change tenant_id name support_contact domain domain_loss
-- What is null stays.  A former canonical domain goes on answering.
WITH domain AS (
	INSERT INTO tenant_domain (tenant_id, domain)
	SELECT t.tenant_id, $4 FROM tenant t WHERE t.tenant_id = $1 AND $4::text IS NOT NULL
	ON CONFLICT (tenant_id, domain) DO NOTHING
)
UPDATE tenant SET name = coalesce($2, name),
       support_contact = coalesce($3, support_contact),
       canonical_domain = coalesce($4, canonical_domain),
       domain_loss = coalesce($5, domain_loss)
 WHERE tenant_id = $1
RETURNING tenant_id;

-- :tenant_load tenant_id -> tenant_id name support_contact canonical_domain domain_loss
SELECT tenant_id, name, support_contact, canonical_domain, domain_loss FROM tenant WHERE tenant_id = $1;
