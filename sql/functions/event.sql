-- SPDX-License-Identifier: Apache-2.0
--
-- event: what happened.

CREATE OR REPLACE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'events are append-only';
END $$;
CREATE OR REPLACE TRIGGER event_is_final BEFORE DELETE OR UPDATE ON event
	FOR EACH ROW EXECUTE FUNCTION event_is_final();

CREATE OR REPLACE FUNCTION flow_details(connection_name text, ticket_id text) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('connection_name', connection_name, 'flow_type', 'create',
	'ss_sso_tracing_id', ticket_id);
COMMENT ON FUNCTION flow_details IS 'The details with which every event of the assistant begins.';

-- The events that GET /logs shows: the acts of the self-service flow.  Workers of the version
-- before read problem and show details as they are.  The version after drops what is for them.
CREATE OR REPLACE VIEW log AS
SELECT e.tenant_id, e.at, e.event_id, replace(e.event_id::text, '-', '') AS log_id, ms(e.at) AS date,
       e.kind AS event_name, e.outcome,
       sentences_in_english(sentences_of(e.details -> 'problem')) AS problem, host(e.address) AS ip,
       CASE WHEN starts_with(e.actor, 'client:') THEN substr(e.actor, length('client:') + 1) END AS client_id, c.name AS client_name,
       e.details || jsonb_build_object('ss_sso_event_name', e.kind) || jsonb_strip_nulls(
	   jsonb_build_object('problem', sentences_in_english(sentences_of(e.details -> 'problem')))) AS details,
       sentences_of(e.details -> 'problem') AS sentences
  FROM event e
  LEFT JOIN client c ON c.tenant_id = e.tenant_id AND 'client:' || c.client_id = e.actor
 WHERE starts_with(e.kind, 'ss_sso_');
