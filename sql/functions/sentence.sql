-- SPDX-License-Identifier: Apache-2.0
--
-- sentence: sentences as data, as base/sentence.h keeps them.  A door words them.

CREATE OR REPLACE FUNCTION sentence(id text, VARIADIC args text[] DEFAULT '{}') RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('id', id, 'args', to_jsonb(args));
COMMENT ON FUNCTION sentence IS 'The id is the English format; an argument for each %s in it.';

CREATE OR REPLACE FUNCTION sentences_of(kept jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN (SELECT jsonb_agg(CASE jsonb_typeof(s) WHEN 'string' THEN sentence('%s', s #>> '{}') ELSE s END ORDER BY n)
	  FROM jsonb_array_elements(CASE jsonb_typeof(kept) WHEN 'array' THEN kept ELSE jsonb_build_array(kept) END)
	       WITH ORDINALITY AS x (s, n)
	 WHERE kept IS NOT NULL);
COMMENT ON FUNCTION sentences_of IS 'A list of sentences.  A text, as versions before kept it, becomes a sentence that says it.';

-- The pieces of the English format, with the arguments between them.  Workers of the version
-- before show texts as they are kept.  The version after drops this.
CREATE OR REPLACE FUNCTION sentences_in_english(sentences jsonb) RETURNS text LANGUAGE sql IMMUTABLE
RETURN (SELECT string_agg((
		SELECT string_agg(replace(piece, '%%', '%') || CASE WHEN n < cardinality(pieces) THEN translate(replace(
		       coalesce(s -> 'args' ->> n::integer - 1, ''), E'\x1f', ', '), E'\x1e', '') ELSE '' END, '' ORDER BY n)
		  FROM regexp_split_to_array(CASE WHEN s ->> 'count' <> '1' THEN coalesce(s ->> 'plural', s ->> 'id') ELSE s ->> 'id' END,
		       '(?<!%)%(\d+\$)?[lz]*[sdu]') AS pieces, unnest(pieces) WITH ORDINALITY AS p (piece, n)), ' ' ORDER BY place)
	  FROM jsonb_array_elements(sentences) WITH ORDINALITY AS x (s, place));
