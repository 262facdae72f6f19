-- 0007 limit: src/model/rules.def alone has the limits; the CHECK of a count only
-- keeps it from falling below zero
--
-- In a new database the CHECKs say so from the start.
--
-- SPDX-License-Identifier: Apache-2.0

ALTER TABLE tenant
	DROP CONSTRAINT tenant_profile_count_check,
	ADD CONSTRAINT tenant_profile_count_check CHECK (profile_count >= 0),
	DROP CONSTRAINT tenant_organization_count_check,
	ADD CONSTRAINT tenant_organization_count_check CHECK (organization_count >= 0);
ALTER TABLE organization
	DROP CONSTRAINT organization_connection_count_check,
	ADD CONSTRAINT organization_connection_count_check CHECK (connection_count >= 0),
	DROP CONSTRAINT organization_domain_count_check,
	ADD CONSTRAINT organization_domain_count_check CHECK (domain_count >= 0);
