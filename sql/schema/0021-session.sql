-- SPDX-License-Identifier: Apache-2.0
--
-- An administrator sees the sessions of the ticket and ends them.  A worker of the
-- version before names none of these columns and goes on.

ALTER TABLE session
	ADD COLUMN last_used_at timestamptz NOT NULL DEFAULT now(),
	ADD COLUMN browser text CHECK (length(browser) <= 32),
	ADD COLUMN system text CHECK (length(system) <= 32),
	ADD COLUMN ended_at timestamptz;
COMMENT ON COLUMN session.last_used_at IS 'Written at most once a minute; a page that reloads by itself is no use.';
COMMENT ON COLUMN session.browser IS 'Its name, as it said when the session began: one of those that we know; null: another.';
COMMENT ON COLUMN session.system IS 'The system that it runs on, likewise.';
COMMENT ON COLUMN session.ended_at IS 'When an administrator ended it; the row stays, so that its browser is told.';
