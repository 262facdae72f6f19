-- SPDX-License-Identifier: Apache-2.0
--
-- A profile may name the language of its pages.  A worker of the version before
-- names no such column and goes on.

ALTER TABLE profile ADD COLUMN language text;
COMMENT ON COLUMN profile.language IS 'A tag of BCP 47, as sent, for browsers that ask for no language that is installed. It need not be installed itself.';
