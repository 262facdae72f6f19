-- SPDX-License-Identifier: Apache-2.0
--
-- What enable_revision says since domains can be removed from a connection that waits.

COMMENT ON COLUMN connection.enable_revision IS 'The live revision when an administrator asked to enable it as soon as a domain is verified; of no effect once another is live, 0 once its last email domain was removed, and null once its clients are changed or it is enabled.';
