-- SPDX-License-Identifier: Apache-2.0
--
-- What a program sets stays, whatever its provider says.  What it only sent back after
-- reading it follows the provider, so a revision names what the program itself set.  The
-- revisions of before name nothing: what was derived goes over all their settings, as before.

ALTER TABLE connection_revision ADD COLUMN own_options text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN connection_revision.own_options IS 'The names of the options that a program set itself; they go over what was derived.';
