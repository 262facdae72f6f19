-- SPDX-License-Identifier: Apache-2.0
--
-- Which kinds of jobs there are is said by the list in src/jobs/kinds.c alone,
-- and which steps by the one in src/model/ticket/wizard.c, so that a new one
-- needs no migration.

ALTER TABLE job DROP CONSTRAINT job_kind_check,
	ADD CONSTRAINT job_kind_check CHECK (kind ~ '^[a-z]+(_[a-z]+)*$');
ALTER TABLE wizard DROP CONSTRAINT wizard_step_check,
	ADD CONSTRAINT wizard_step_check CHECK (step ~ '^[a-z]+(_[a-z]+)*$');
