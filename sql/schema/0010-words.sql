-- SPDX-License-Identifier: Apache-2.0
--
-- Only src/jobs/kinds.c lists the kinds of jobs, and only
-- src/model/ticket/wizard.c the steps, so that a new one needs no migration.

ALTER TABLE job DROP CONSTRAINT job_kind_check,
	ADD CONSTRAINT job_kind_check CHECK (kind ~ '^[a-z]+(_[a-z]+)*$');
ALTER TABLE wizard DROP CONSTRAINT wizard_step_check,
	ADD CONSTRAINT wizard_step_check CHECK (step ~ '^[a-z]+(_[a-z]+)*$');
