-- SPDX-License-Identifier: Apache-2.0
--
-- time: moments as queries return them.

CREATE OR REPLACE FUNCTION ms(at timestamptz) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (extract(epoch FROM at) * 1000)::bigint;
COMMENT ON FUNCTION ms IS 'A moment as milliseconds since 1970-01-01T00:00:00Z; stable like its body, so that it is inlined.';
