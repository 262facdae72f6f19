-- SPDX-License-Identifier: Apache-2.0
--
-- claim: everything that can happen to a claimed domain has one function, so that
-- nothing of a claim stays behind however it ends (by an administrator, by the DNS,
-- by the API, with its connection or its organization).
--
-- A statement that locks several rows locks them in one order: connection,
-- organization, the domain's rows, ticket, wizard.  A plpgsql function reads
-- again after each lock; a single statement does not.

CREATE OR REPLACE FUNCTION domain_is_taken(tenant text, name text, claimant text) RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM domain_owner WHERE tenant_id = tenant AND domain = name AND owner <> claimant)
	OR EXISTS (SELECT FROM organization_domain WHERE tenant_id = tenant AND domain = name
	              AND status = 'verified' AND organization_id <> claimant);
COMMENT ON FUNCTION domain_is_taken IS 'Whether somebody else has verified the domain.';

CREATE OR REPLACE FUNCTION domain_is_awaited(d connection_domain) RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(d.asked_at > coalesce(d.looked_at, '-infinity')
            AND (d.status = 'pending' OR d.missing_since IS NOT NULL), false);
COMMENT ON FUNCTION domain_is_awaited IS 'Whether somebody asked for a look that has not happened yet and could still change something.';

CREATE OR REPLACE FUNCTION domain_pulse(d connection_domain, connection_waits boolean) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN domain_is_awaited(d) THEN 'waiting'
            WHEN d.status = 'pending' OR d.missing_since IS NOT NULL THEN 'pending'
            WHEN connection_waits THEN 'enabling' ELSE 'verified' END;
COMMENT ON FUNCTION domain_pulse IS 'The word that the page of a domain compares with the one that it shows. waiting: for a look that somebody asked for. pending: for the record. enabling: for the connection that was left to this domain.';

-- Workers of the version before kept texts, as sentences and lines.  The version after
-- rewrites the rows that still have them, and drops this.
CREATE OR REPLACE FUNCTION report_of(seen jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN CASE WHEN seen ?| '{sentences,lines}' THEN seen - '{sentences,lines}'::text[] || jsonb_strip_nulls(jsonb_build_object(
	'said', sentences_of(seen -> 'sentences'),
	'asked', (SELECT jsonb_agg(l || jsonb_build_object('whom', sentence('%s', l ->> 'whom'), 'says', sentences_of(l -> 'says')) ORDER BY n)
	            FROM jsonb_array_elements(seen -> 'lines') WITH ORDINALITY AS x (l, n)))) ELSE seen END;
COMMENT ON FUNCTION report_of IS 'The findings of a lookup, as struct domain_report has them.';

CREATE OR REPLACE FUNCTION report_before(report jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN report - '{said,asked}'::text[] || jsonb_strip_nulls(jsonb_build_object(
	'sentences', (SELECT jsonb_agg(sentences_in_english(jsonb_build_array(s)) ORDER BY n)
	                FROM jsonb_array_elements(report -> 'said') WITH ORDINALITY AS x (s, n)),
	'lines', (SELECT jsonb_agg(l || jsonb_build_object('whom', sentences_in_english(jsonb_build_array(l -> 'whom')),
	                 'says', sentences_in_english(l -> 'says')) ORDER BY n)
	            FROM jsonb_array_elements(report -> 'asked') WITH ORDINALITY AS x (l, n))));
COMMENT ON FUNCTION report_before IS 'A report in English, as workers of the version before have them.';

-- Statements set seen, as the version before does, in either form.
CREATE OR REPLACE FUNCTION domain_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.findings := CASE WHEN NEW.seen ?| '{said,asked}' THEN NEW.seen END;
	NEW.seen := coalesce(report_before(NEW.findings), NEW.seen);
	RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER domain_report BEFORE INSERT OR UPDATE OF seen ON connection_domain
	FOR EACH ROW EXECUTE FUNCTION domain_report();

CREATE OR REPLACE FUNCTION domain_tell(d connection_domain, kind text, outcome text, actor text, problem text DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT d.tenant_id, domain_tell.kind, domain_tell.outcome, domain_tell.actor, k.ticket_id, k.profile_id,
	       flow_details(n.name, coalesce(d.ticket_id, d.connection_id)) || jsonb_strip_nulls(jsonb_build_object(
	           'connection_id', d.connection_id, 'domain', d.domain, 'problem', sentences_of(CASE problem
	           WHEN 'taken' THEN sentence('The domain is verified for another organization.')
	           WHEN 'public' THEN sentence('The domain does not belong to one company.')
	           WHEN 'full' THEN sentence('The connection cannot have more domains.')
	           WHEN 'long' THEN sentence('The domain is too long for a DNS record.')
	           WHEN 'last' THEN sentence('It is the last verified domain, and one is required.')
	           WHEN 'missing' THEN sentence('The record has been missing for too long.') END)))
	  FROM connection n
	  LEFT JOIN ticket k ON k.tenant_id = d.tenant_id AND k.ticket_id = d.ticket_id
	 WHERE n.tenant_id = d.tenant_id AND n.connection_id = d.connection_id;
END $$;
COMMENT ON FUNCTION domain_tell IS 'Writes an event about a claim.';

-- The reason why a domain cannot be claimed; null: it can.  A domain that the
-- organization has verified already needs no further look.  The domains of a ticket were
-- counted when it was made.  It makes no difference here whether somebody else has the
-- domain: only domain_prove() says so, to a claimant whose record was found.
CREATE OR REPLACE FUNCTION domain_refusal(made connection, organization text, wanted text, via text, is_public boolean)
RETURNS text LANGUAGE sql STABLE
RETURN CASE
	WHEN EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = made.tenant_id
	                AND d.connection_id = made.connection_id AND d.domain = wanted) THEN 'known'
	WHEN length('_ss-verification.' || coalesce(organization || '.', '') || wanted) > 253 THEN 'long'
	WHEN via <> 'ticket' AND (SELECT count(DISTINCT a.domain) FROM connection_alias a WHERE a.tenant_id = made.tenant_id
	         AND a.connection_id = made.connection_id)
	   + (SELECT count(*) FROM connection_domain d WHERE d.tenant_id = made.tenant_id
	         AND d.connection_id = made.connection_id AND d.status = 'pending') >= :CONNECTION_MAX_DOMAINS THEN 'full'
	WHEN via = 'ticket' OR EXISTS (SELECT FROM organization_domain o WHERE o.tenant_id = made.tenant_id
	                AND o.organization_id = organization AND o.domain = wanted AND o.status = 'verified') THEN NULL
	WHEN is_public THEN 'public'
END;

CREATE OR REPLACE FUNCTION is_asked(d connection_domain) RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(d.asked_at > greatest(d.looked_at, now() - make_interval(secs => :DOMAIN_ANSWER_S)), false);
COMMENT ON FUNCTION is_asked IS 'Whether somebody waits for a look at the domain.';

-- Plans the next look.  A look that somebody waits for goes before those that may
-- wait, unless many urgent ones of the same connection wait already.
CREATE OR REPLACE FUNCTION domain_plan(tenant text, connection text, wanted text, delay interval) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO asked_job (tenant_id, kind, subject, run_at, urgency)
	SELECT tenant, 'verify_domain', connection || ' ' || wanted, now() + delay,
	       CASE WHEN NOT is_asked(d) THEN 1 WHEN (
	           SELECT count(*) FROM connection_domain o WHERE o.tenant_id = tenant AND o.connection_id = connection
	              AND is_asked(o)) <= :DOMAIN_MAX_URGENT THEN 0 ELSE 1 END
	  FROM connection_domain d WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted;
END $$;

CREATE OR REPLACE FUNCTION domain_claim(tenant text, connection text, ticket text, wanted text, as_typed text,
	via text, is_public boolean, actor text, session_hash text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	made connection;
	given ticket;
	organization text;
	listed organization_domain;
	claim connection_domain;
	refusal text;
	is_verified boolean;
BEGIN
	SELECT * INTO made FROM connection n WHERE n.tenant_id = tenant AND n.connection_id = connection FOR NO KEY UPDATE;
	SELECT * INTO given FROM ticket k WHERE k.tenant_id = tenant AND k.ticket_id = ticket;
	SELECT o.organization_id INTO organization FROM organization o
	 WHERE o.tenant_id = tenant AND o.organization_id = single_organization(given.config) FOR NO KEY UPDATE;
	IF made.connection_id IS NULL OR NOT visitor_is_open(tenant, ticket, session_hash) THEN
		RETURN NULL;
	END IF;

	refusal := domain_refusal(made, organization, wanted, via, is_public);
	IF refusal IS NULL AND organization IS NOT NULL THEN
		listed := domain_enlist(tenant, organization, wanted, uses_discovery(given.config));
		refusal := CASE WHEN listed.domain_id IS NULL THEN 'full' END;
	END IF;

	claim.tenant_id := tenant; claim.connection_id := connection; claim.domain := wanted; claim.ticket_id := ticket;
	IF refusal IS NOT NULL THEN
		PERFORM domain_tell(claim, 'ss_sso_add_domain', 'failure', actor, refusal) WHERE refusal <> 'known';
		RETURN refusal;
	END IF;

	is_verified := coalesce(listed.status = 'verified', false);
	INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, status, source, challenge,
	                               organization_id, ticket_id, asked_at)
	VALUES (tenant, connection, wanted, as_typed, 'pending', CASE WHEN is_verified THEN 'association' ELSE via END,
	        coalesce(listed.verification_txt, gen_random_uuid()::text), organization, ticket,
	        CASE WHEN via = 'administrator' AND NOT is_verified THEN now() END);
	IF is_verified THEN
		PERFORM domain_own(tenant, connection, wanted);
	END IF;
	PERFORM domain_plan(tenant, connection, wanted, CASE WHEN is_verified THEN make_interval(days => :DOMAIN_RECHECK_DAYS) ELSE '0' END)
	  WHERE NOT is_verified OR listed.is_by_dns;
	PERFORM domain_tell(claim, CASE listed.status WHEN 'verified' THEN 'ss_sso_associate_verified_domain'
	                                              ELSE 'ss_sso_add_domain' END, 'success', actor);
	PERFORM connection_enable_by_itself(tenant, connection) WHERE is_verified;
	RETURN coalesce(listed.status, 'pending');
END $$;

CREATE OR REPLACE FUNCTION connection_claims_domains() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM domain_claim(NEW.tenant_id, NEW.connection_id, NEW.ticket_id, d, d, 'ticket', false,
	                     'session:' || NEW.ticket_id, NULL)
	   FROM ticket k, jsonb_array_elements_text(k.config #> '{domain_aliases_config,pending_domains}') d
	  WHERE k.tenant_id = NEW.tenant_id AND k.ticket_id = NEW.ticket_id;
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER connection_claims_domains AFTER INSERT ON connection
	FOR EACH ROW WHEN (new.ticket_id IS NOT NULL) EXECUTE FUNCTION connection_claims_domains();
COMMENT ON FUNCTION connection_claims_domains IS 'A connection made with a ticket claims the ticket''s pending_domains; they are kept in A-labels.';

-- The claim is verified and its domain an alias of the connection.
CREATE OR REPLACE FUNCTION domain_own(tenant text, connection text, wanted text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO domain_owner (tenant_id, domain, owner)
	SELECT d.tenant_id, d.domain, d.owner FROM connection_domain d
	 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted
	ON CONFLICT DO NOTHING;
	UPDATE connection_domain d SET status = 'verified', verified_at = now(), looks = 0, is_trusted = EXISTS (
	       SELECT FROM connection_alias a WHERE a.tenant_id = tenant AND a.connection_id = connection AND a.domain = wanted)
	 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted;
	PERFORM alias_add(tenant, connection, wanted);
END $$;

-- The claimant has the domain from now on, unless somebody else has it.  The key
-- decides between simultaneous claimants.
CREATE OR REPLACE FUNCTION domain_take(d connection_domain) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM organization_domain o WHERE o.tenant_id = d.tenant_id AND o.domain = d.domain
	              AND o.organization_id = d.organization_id AND o.status = 'verified') THEN
		RETURN true;
	ELSIF domain_is_taken(d.tenant_id, d.domain, d.owner) THEN
		RETURN false;
	END IF;
	INSERT INTO domain_owner AS w (tenant_id, domain, owner) VALUES (d.tenant_id, d.domain, d.owner)
	ON CONFLICT (tenant_id, domain) DO UPDATE SET owner = excluded.owner WHERE w.owner = excluded.owner;
	RETURN FOUND;
END $$;

-- The record with that answer was there when the look began.  Returns the status of
-- the claim now; null: there is no such claim any more, or its ticket was revoked.
-- May be repeated.  Of two looks at a verified domain, the one that began later is shown.
CREATE OR REPLACE FUNCTION domain_prove(tenant text, connection text, wanted text, answer text, begun timestamptz, report jsonb)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	claim connection_domain;
	is_told boolean;
BEGIN
	PERFORM FROM connection n WHERE n.tenant_id = tenant AND n.connection_id = connection FOR NO KEY UPDATE;
	SELECT * INTO claim FROM connection_domain d
	 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted AND d.challenge = answer;
	PERFORM FROM organization o
	  WHERE o.tenant_id = tenant AND o.organization_id = claim.organization_id FOR NO KEY UPDATE;
	IF claim.domain IS NULL OR (ticket_is_revoked(tenant, claim.ticket_id) AND claim.status = 'pending') THEN
		RETURN NULL;
	END IF;

	UPDATE connection_domain d SET looks = d.looks + 1, looked_at = greatest(d.looked_at, begun), seen = report,
	       missing_since = NULL, missed_looks = 0
	 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted
	   AND (d.status = 'pending' OR coalesce(d.looked_at <= begun, true));
	IF claim.status = 'verified' THEN
		RETURN claim.status;
	ELSIF NOT domain_take(claim) THEN
		is_told := coalesce(claim.seen ->> 'is_taken' = 'true', false)
		       AND coalesce(claim.asked_at <= claim.looked_at, true);
		UPDATE connection_domain d SET seen = report || '{"is_taken":true}'
		 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted;
		PERFORM domain_tell(claim, 'ss_sso_domain_verification', 'failure', 'system:verify_domain', 'taken')
		  WHERE NOT is_told;
		RETURN claim.status;
	END IF;
	PERFORM domain_own(tenant, connection, wanted);
	UPDATE organization_domain o SET status = 'verified', verified_at = now(), is_by_dns = true
	 WHERE o.tenant_id = tenant AND o.organization_id = claim.organization_id AND o.domain = wanted AND o.status = 'pending';
	PERFORM domain_tell(claim, 'ss_sso_domain_verification_successful', 'success', 'system:verify_domain');
	RETURN 'verified';
END $$;

-- When the tenant vouches for a domain, its claims no longer wait for the record.
CREATE OR REPLACE FUNCTION claims_associate(o organization_domain, actor text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	claim connection_domain;
BEGIN
	FOR claim IN UPDATE connection_domain d SET source = 'association'
	     WHERE d.tenant_id = o.tenant_id AND d.organization_id = o.organization_id AND d.domain = o.domain
	       AND d.status = 'pending' AND NOT ticket_is_revoked(d.tenant_id, d.ticket_id) RETURNING d.* LOOP
		DELETE FROM job j WHERE j.tenant_id = claim.tenant_id AND j.kind = 'verify_domain'
		   AND j.subject = claim.connection_id || ' ' || claim.domain;
		PERFORM domain_own(claim.tenant_id, claim.connection_id, claim.domain);
		PERFORM domain_tell(claim, 'ss_sso_associate_verified_domain', 'success', actor);
		PERFORM connection_enable_by_itself(claim.tenant_id, claim.connection_id);
	END LOOP;
END $$;

-- However a claim ends, its alias (unless the tenant vouched for it) and its job end
-- with it.  With the owner's last verified claim, the proof by DNS ends, and with the
-- owner's last claim the discovery domain that had come with it.  With its last claim, a
-- connection waits no more: revision 0 says that this is why (ticket_page).
CREATE OR REPLACE FUNCTION domain_release() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	others text[];
BEGIN
	DELETE FROM job j WHERE j.tenant_id = OLD.tenant_id AND j.kind = 'verify_domain'
	   AND j.subject = OLD.connection_id || ' ' || OLD.domain;
	PERFORM alias_remove(OLD.tenant_id, OLD.connection_id, OLD.domain)
	  WHERE OLD.status = 'verified' AND NOT OLD.is_trusted;
	UPDATE connection n SET enable_revision = 0
	 WHERE n.tenant_id = OLD.tenant_id AND n.connection_id = OLD.connection_id AND connection_waits(n)
	   AND NOT EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = n.tenant_id AND d.connection_id = n.connection_id);

	PERFORM FROM organization o
	  WHERE o.tenant_id = OLD.tenant_id AND o.organization_id = OLD.organization_id FOR NO KEY UPDATE;
	others := ARRAY(SELECT d.status FROM connection_domain d
	                 WHERE d.tenant_id = OLD.tenant_id AND d.domain = OLD.domain AND d.owner = OLD.owner);
	IF 'verified' <> ALL (others) THEN
		DELETE FROM domain_owner w
		 WHERE w.tenant_id = OLD.tenant_id AND w.domain = OLD.domain AND w.owner = OLD.owner;
		INSERT INTO domain_owner (tenant_id, domain, owner)
		SELECT d.tenant_id, d.domain, d.owner FROM connection_domain d
		 WHERE d.tenant_id = OLD.tenant_id AND d.domain = OLD.domain AND d.status = 'verified'
		 ORDER BY d.verified_at LIMIT 1
		ON CONFLICT DO NOTHING;
		UPDATE organization_domain o SET status = 'pending', verified_at = NULL, is_by_dns = false
		 WHERE o.tenant_id = OLD.tenant_id AND o.organization_id = OLD.organization_id AND o.domain = OLD.domain
		   AND o.is_by_dns;
	END IF;
	IF cardinality(others) = 0 THEN
		DELETE FROM organization_domain o
		 WHERE o.tenant_id = OLD.tenant_id AND o.organization_id = OLD.organization_id AND o.domain = OLD.domain
		   AND o.status = 'pending' AND o.is_from_claim;
		IF FOUND THEN
			UPDATE organization o SET domain_count = domain_count - 1
			 WHERE o.tenant_id = OLD.tenant_id AND o.organization_id = OLD.organization_id;
		END IF;
	END IF;
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER domain_release AFTER DELETE ON connection_domain FOR EACH ROW EXECUTE FUNCTION domain_release();

-- An administrator removes the domain.  Returns true if it is the last verified one
-- and must stay; null if there is no such claim any more, or the ticket or session has ended.
CREATE OR REPLACE FUNCTION domain_remove(tenant text, connection text, ticket text, wanted text, is_required boolean, actor text,
	session_hash text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	claim connection_domain;
	stays boolean;
BEGIN
	PERFORM FROM connection n WHERE n.tenant_id = tenant AND n.connection_id = connection FOR NO KEY UPDATE;
	SELECT * INTO claim FROM connection_domain d
	 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted;
	IF NOT FOUND OR NOT visitor_is_open(tenant, ticket, session_hash) THEN
		RETURN NULL;
	END IF;
	stays := is_required AND claim.status = 'verified' AND NOT EXISTS (SELECT FROM connection_domain d
	    WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.status = 'verified' AND d.domain <> wanted);
	DELETE FROM connection_domain d
	 WHERE NOT stays AND d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted;
	claim.ticket_id := ticket;
	PERFORM domain_tell(claim, 'ss_sso_delete_' || claim.status || '_domain', CASE WHEN stays THEN 'failure' ELSE 'success' END,
	                    actor, CASE WHEN stays THEN 'last' END);
	RETURN stays;
END $$;

-- The record of a verified domain was not there when the look began.  After the
-- days of grace the tenant's choice decides; days on which the DNS did not answer
-- do not count.
CREATE OR REPLACE FUNCTION domain_miss(tenant text, connection text, wanted text, answer text, begun timestamptz, report jsonb,
	grace_days integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	claim connection_domain;
	is_over boolean;
BEGIN
	PERFORM FROM connection n WHERE n.tenant_id = tenant AND n.connection_id = connection FOR NO KEY UPDATE;
	SELECT * INTO claim FROM connection_domain d WHERE d.tenant_id = tenant AND d.connection_id = connection
	   AND d.domain = wanted AND d.challenge = answer AND d.status = 'verified' AND coalesce(d.looked_at <= begun, true);
	IF NOT FOUND THEN
		RETURN;
	END IF;
	is_over := claim.missing_since < begun - make_interval(days => grace_days) AND claim.missed_looks >= grace_days / 2
	    AND (SELECT domain_loss = 'remove' FROM tenant t WHERE t.tenant_id = tenant);
	IF is_over THEN
		DELETE FROM connection_domain d WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted;
		PERFORM domain_tell(claim, 'ss_sso_delete_verified_domain', 'success', 'system:verify_domain', 'missing');
		RETURN;
	END IF;
	UPDATE connection_domain d SET looked_at = begun, seen = report, missing_since = coalesce(d.missing_since, begun),
	       missed_looks = d.missed_looks + 1
	 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted;
	PERFORM domain_tell(claim, 'domain_record_missing', 'info', 'system:verify_domain') WHERE claim.missing_since IS NULL;
END $$;

CREATE OR REPLACE FUNCTION claims_of(tenant text, organization text, id text) RETURNS SETOF text LANGUAGE sql VOLATILE AS $$
	SELECT d.connection_id
	  FROM connection_domain d JOIN organization_domain o USING (tenant_id, organization_id, domain)
	 WHERE d.tenant_id = tenant AND d.organization_id = organization AND o.domain_id = coalesce(id, o.domain_id)
	UNION
	SELECT l.connection_id FROM organization_connection l
	 WHERE id IS NULL AND l.tenant_id = tenant AND l.organization_id = organization;
$$;
COMMENT ON FUNCTION claims_of IS 'The connections with claims that depend on a discovery domain; id null: all connections of the organization.';

-- Locks those connections and then the organization, so that no claim comes in
-- between.  If an act was faster, this releases all locks and begins again.
CREATE OR REPLACE FUNCTION claims_lock(tenant text, organization text, id text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	held text[];
BEGIN
	LOOP
		BEGIN
			SELECT array_agg(x.connection_id) INTO held FROM (
				SELECT n.connection_id FROM connection n
				 WHERE n.tenant_id = tenant AND n.connection_id IN (SELECT claims_of(tenant, organization, id))
				 ORDER BY n.connection_id FOR NO KEY UPDATE) x;
			PERFORM FROM organization o
			  WHERE o.tenant_id = tenant AND o.organization_id = organization FOR NO KEY UPDATE;
			IF EXISTS (SELECT FROM claims_of(tenant, organization, id) c WHERE c NOT IN (SELECT unnest(held))) THEN
				RAISE serialization_failure;
			END IF;
			RETURN;
		EXCEPTION WHEN serialization_failure THEN
			NULL;
		END;
	END LOOP;
END $$;

-- Ends the claims that depend on a discovery domain (id; null: on any of the
-- organization's), or only the verified ones.
CREATE OR REPLACE FUNCTION claims_end(tenant text, organization text, id text, only_verified boolean, actor text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	claim connection_domain;
BEGIN
	PERFORM claims_lock(tenant, organization, id);
	FOR claim IN DELETE FROM connection_domain d USING organization_domain o
	     WHERE d.tenant_id = tenant AND d.organization_id = organization AND (d.status = 'verified' OR NOT only_verified)
	       AND o.tenant_id = d.tenant_id AND o.organization_id = d.organization_id AND o.domain = d.domain
	       AND o.domain_id = coalesce(id, o.domain_id) RETURNING d.* LOOP
		PERFORM domain_tell(claim, 'ss_sso_delete_' || claim.status || '_domain', 'success', actor);
	END LOOP;
END $$;
