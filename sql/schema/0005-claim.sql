-- 0005 claim: everything that can happen to a claimed domain has one place, so
-- that nothing of a claim stays behind however it ends (by an administrator, by
-- the DNS, by the API, with its connection or its organization).
--
-- Changes to rows of versions that were never released are left out: no such
-- rows exist any more.
--
-- SPDX-License-Identifier: Apache-2.0

ALTER TABLE connection_domain
	ADD COLUMN owner text NOT NULL GENERATED ALWAYS AS (coalesce(organization_id, connection_id)) STORED,
	ADD COLUMN is_trusted boolean NOT NULL DEFAULT false,
	ADD COLUMN missed_looks integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN connection_domain.owner IS 'Who has the domain once it is verified: the organization or, without one, the connection.';
COMMENT ON COLUMN connection_domain.is_trusted IS 'The tenant vouched for it before it was verified: the alias stays when the claim ends.';
COMMENT ON COLUMN connection_domain.missed_looks IS 'How many looks in a row found that the record is gone; those that the DNS did not answer do not count.';

DROP INDEX connection_domain_organization;
CREATE INDEX connection_domain_listing ON connection_domain (tenant_id, organization_id, domain);

ALTER TABLE organization_domain
	ADD COLUMN is_from_claim boolean NOT NULL DEFAULT false,
	ADD COLUMN is_by_dns boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN organization_domain.is_from_claim IS 'It came with a claim, and goes with the last one, unless the tenant vouches for it.';
COMMENT ON COLUMN organization_domain.is_by_dns IS 'Verified by its record, which is looked up again; otherwise the tenant vouches for it.';

COMMENT ON COLUMN connection.enable_revision IS 'The live revision when an administrator asked to enable it as soon as a domain is verified; of no effect once another is live, and null once its clients are changed.';

-- An organization's claim depends on its discovery domain and goes with it.
ALTER TABLE connection_domain DROP CONSTRAINT connection_domain_tenant_id_organization_id_fkey,
	ADD FOREIGN KEY (tenant_id, organization_id, domain)
		REFERENCES organization_domain (tenant_id, organization_id, domain) ON DELETE CASCADE;
