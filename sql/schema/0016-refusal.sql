-- SPDX-License-Identifier: Apache-2.0

-- Requests that were refused.  Every row that is there keeps the wider rule, so none is read again.
ALTER TABLE event DROP CONSTRAINT event_actor_check;
ALTER TABLE event ADD CONSTRAINT event_actor_check
	CHECK (actor ~ '^(client|session|operator|system|command|stranger):') NOT VALID;
COMMENT ON COLUMN event.actor IS 'Who did it: client:ID, session:TICKET, operator:ID, command:OS-USER, system:JOB; stranger: with the id that was claimed and not proved, or nothing.';
COMMENT ON COLUMN rate.subject IS 'client:ID for calls, secret:ID:NETWORK for wrong secrets, refused:REASON:BUCKET for refusals and told for their events.';
