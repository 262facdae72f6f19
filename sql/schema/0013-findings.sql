-- SPDX-License-Identifier: Apache-2.0
--
-- Workers of the version before refuse a report that has members which they do not
-- know, so sentences are kept in a column of their own.

ALTER TABLE connection_domain ADD COLUMN findings jsonb;
COMMENT ON COLUMN connection_domain.findings IS 'What the last look-up found, for the page (struct domain_report). NULL: a worker of the version before looked, and seen has it.';
COMMENT ON COLUMN connection_domain.seen IS 'The same in English, for workers of the version before. The version after drops it.';
