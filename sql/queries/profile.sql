-- SPDX-License-Identifier: Apache-2.0

-- @profile -> profile_id name description branding allowed_strategies user_attributes attribute_profile_id language
-- -> requires_test created_at updated_at logo_problem
-- @judged_profile -> @profile is_known

-- :profile_list tenant_id offset limit -> @profile total
-- At least one row, for the total; its profile is null where there is none.
SELECT p.*, t.profile_count AS total
  FROM tenant t
  LEFT JOIN LATERAL (
	SELECT profile_id, name, description, branding::text, to_json(allowed_strategies)::text AS allowed_strategies,
	       user_attributes::text, attribute_profile_id, language, requires_test, ms(created_at) AS created_at, ms(updated_at) AS updated_at,
	       logo_problem(tenant_id, profile_id, branding)::text AS logo_problem
	  FROM profile WHERE tenant_id = t.tenant_id
	 ORDER BY profile.created_at, profile_id OFFSET $2::bigint LIMIT $3::bigint) p ON true
 WHERE t.tenant_id = $1;

-- :profile_load tenant_id profile_id -> @profile
SELECT profile_id, name, description, branding::text, to_json(allowed_strategies)::text AS allowed_strategies,
       user_attributes::text, attribute_profile_id, language, requires_test, ms(created_at) AS created_at, ms(updated_at) AS updated_at,
       logo_problem(tenant_id, profile_id, branding)::text AS logo_problem
  FROM profile WHERE tenant_id = $1 AND profile_id = $2;

-- :profile_add tenant_id profile_id name description branding allowed_strategies user_attributes attribute_profile_id language requires_test actor
-- -> @judged_profile
-- At least one row, for whether the user attribute profile is known; that is locked,
-- so that nobody deletes it in the meantime.
WITH named AS (
	SELECT attribute_profile_id FROM attribute_profile
	 WHERE tenant_id = $1 AND attribute_profile_id = $8 FOR KEY SHARE
), room AS (
	UPDATE tenant SET profile_count = profile_count + 1
	 WHERE tenant_id = $1 AND profile_count < :TENANT_MAX_PROFILES
	   AND ($8::text IS NULL OR EXISTS (SELECT FROM named))
	RETURNING tenant_id
), added AS (
	INSERT INTO profile (tenant_id, profile_id, name, description, branding, allowed_strategies,
	                     user_attributes, attribute_profile_id, language, requires_test)
	SELECT tenant_id, $2, $3, $4, $5::json,
	       CASE WHEN $6::json IS NOT NULL THEN ARRAY(SELECT json_array_elements_text($6::json)) END,
	       coalesce($7::jsonb, '[]'), $8, $9, coalesce($10::boolean, false)
	  FROM room
	RETURNING *
), logo AS (
	INSERT INTO asked_job (tenant_id, kind, subject)
	SELECT tenant_id, 'fetch_logo', profile_id FROM added WHERE branding ->> 'logo_url' IS NOT NULL
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, profile_id)
	SELECT tenant_id, 'profile_created', 'success', $11, profile_id FROM added
)
SELECT profile_id, name, description, branding::text, to_json(allowed_strategies)::text AS allowed_strategies,
       user_attributes::text, attribute_profile_id, language, requires_test, ms(created_at) AS created_at, ms(updated_at) AS updated_at,
       NULL AS logo_problem, $8::text IS NULL OR EXISTS (SELECT FROM named) AS is_known
  FROM (VALUES (1)) one LEFT JOIN added ON true;

-- :profile_change tenant_id profile_id name description branding allowed_strategies user_attributes attribute_profile_id language requires_test removed actor
-- -> @judged_profile
-- A null leaves the member as it is, unless removed names it.  Returns one row for a
-- profile that is there.  Its members are null where nothing was changed: the user
-- attribute profile is not known, or would stand beside user_attributes.
WITH named AS (
	SELECT attribute_profile_id FROM attribute_profile
	 WHERE tenant_id = $1 AND attribute_profile_id = $8 FOR KEY SHARE
), changed AS (
	UPDATE profile SET
	       name = coalesce($3, name),
	       description = CASE WHEN 'description' = ANY (r.names) THEN NULL ELSE coalesce($4, description) END,
	       branding = CASE WHEN 'branding' = ANY (r.names) THEN NULL ELSE coalesce($5::json, branding) END,
	       allowed_strategies = CASE WHEN $6::json IS NULL THEN allowed_strategies
	                                 ELSE ARRAY(SELECT json_array_elements_text($6::json)) END,
	       user_attributes = CASE WHEN 'user_attributes' = ANY (r.names) THEN '[]'
	                              ELSE coalesce($7::jsonb, user_attributes) END,
	       attribute_profile_id = CASE WHEN 'user_attribute_profile_id' = ANY (r.names) THEN NULL
	                                   ELSE coalesce($8, attribute_profile_id) END,
	       language = CASE WHEN 'language' = ANY (r.names) THEN NULL ELSE coalesce($9, language) END,
	       requires_test = CASE WHEN 'requires_test' = ANY (r.names) THEN false ELSE coalesce($10::boolean, requires_test) END,
	       updated_at = now()
	  FROM (SELECT string_to_array($11, ' ') AS names) r
	 WHERE tenant_id = $1 AND profile_id = $2
	   AND ($8::text IS NULL OR EXISTS (SELECT FROM named))
	   AND (('user_attribute_profile_id' = ANY (r.names) OR coalesce($8, attribute_profile_id) IS NULL)
	     OR ('user_attributes' = ANY (r.names) OR coalesce($7::jsonb, user_attributes) = '[]'))
	RETURNING profile.*
), logo AS (
	INSERT INTO asked_job (tenant_id, kind, subject)
	SELECT tenant_id, 'fetch_logo', profile_id FROM changed
	 WHERE $5::json ->> 'logo_url' IS NOT NULL
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, profile_id)
	SELECT tenant_id, 'profile_updated', 'success', $12, profile_id FROM changed
)
SELECT c.profile_id, c.name, c.description, c.branding::text, to_json(c.allowed_strategies)::text AS allowed_strategies,
       c.user_attributes::text, c.attribute_profile_id, c.language, c.requires_test, ms(c.created_at) AS created_at, ms(c.updated_at) AS updated_at,
       logo_problem(c.tenant_id, c.profile_id, c.branding)::text AS logo_problem,
       $8::text IS NULL OR EXISTS (SELECT FROM named) AS is_known
  FROM profile p LEFT JOIN changed c USING (tenant_id, profile_id)
 WHERE p.tenant_id = $1 AND p.profile_id = $2;

-- :profile_remove tenant_id profile_id actor
-- A trigger revokes its tickets; they stay, for the pages that say so.
WITH removed AS (
	DELETE FROM profile WHERE tenant_id = $1 AND profile_id = $2 RETURNING tenant_id, profile_id
), counted AS (
	UPDATE tenant SET profile_count = profile_count - 1
	  FROM removed WHERE tenant.tenant_id = removed.tenant_id
)
INSERT INTO event (tenant_id, kind, outcome, actor, profile_id)
SELECT tenant_id, 'profile_deleted', 'success', $3, profile_id FROM removed
RETURNING profile_id;

-- @custom_text -> texts

-- :custom_text_load tenant_id profile_id -> @custom_text
SELECT coalesce(c.texts::text, '{}') AS texts
  FROM profile p
  LEFT JOIN custom_text c ON c.tenant_id = p.tenant_id AND c.profile_id = p.profile_id
                         AND c.language = 'en' AND c.page = 'get-started'
 WHERE p.tenant_id = $1 AND p.profile_id = $2;

-- :custom_text_save tenant_id profile_id texts introduction_html actor -> @custom_text
WITH saved AS (
	INSERT INTO custom_text (tenant_id, profile_id, language, page, texts, introduction_html)
	SELECT p.tenant_id, p.profile_id, 'en', 'get-started', $3::jsonb, $4
	  FROM profile p WHERE p.tenant_id = $1 AND p.profile_id = $2 FOR KEY SHARE OF p
	ON CONFLICT (tenant_id, profile_id, language, page) DO UPDATE
	   SET texts = excluded.texts, introduction_html = excluded.introduction_html, updated_at = now()
	RETURNING tenant_id, profile_id, texts
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, profile_id)
	SELECT tenant_id, 'custom_text_updated', 'success', $5, profile_id FROM saved
)
SELECT texts::text FROM saved;
