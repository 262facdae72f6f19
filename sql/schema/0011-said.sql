-- SPDX-License-Identifier: Apache-2.0
--
-- What a check of the provider says is kept as data (base/sentence.h), for the
-- language of whoever reads it.  English texts of before are said as they are.

ALTER TABLE wizard ADD COLUMN said jsonb, ADD COLUMN said_revision integer;
COMMENT ON COLUMN wizard.said IS 'What the last check said: an array of sentences (base/sentence.h), its problem or the warnings of what it found.';
COMMENT ON COLUMN wizard.said_revision IS 'The input_revision that was checked when said was written, which a worker of the version before does not do. The version after drops it.';
COMMENT ON COLUMN wizard.problem IS 'What a failed check said, in English, for workers of the version before. The version after drops it.';

UPDATE wizard
   SET said_revision = input_revision,
       said = (SELECT coalesce(jsonb_agg(jsonb_build_object('id', '%s', 'args', jsonb_build_array(t.text)) ORDER BY t.place), '[]')
                 FROM jsonb_array_elements_text(CASE WHEN problem IS NOT NULL THEN jsonb_build_array(problem)
                      WHEN jsonb_typeof(found -> 'warnings') = 'array' THEN found -> 'warnings' END) WITH ORDINALITY t (text, place))
 WHERE check_state IN ('failed', 'found');
