#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# self-test.sh - each guard finds the offenses that it looks for
#
# Why: a guard that never fails looks like one that works.  Each guard gets a copy of
# the sources with one offense in it, and must name the offense.
source=$(cd "${srcdir:-.}" && pwd) || exit 1
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
status=0

for item in Makefile.am configure.ac build-aux nginx po script sql src static templates tests; do
	(cd "$source" && find "$item" -name node_modules -prune -o -type f -print) | while read -r file; do
		mkdir -p "$copy/$(dirname "$file")"
		cp "$source/$file" "$copy/$file"
	done
done
chmod -R u+w "$copy"

# A build in the sources' own folder leaves generated files there; no guard may fail for them.
find src -type f -name '*.[ch]' -exec grep -l '^/\* Made by build-aux/' {} + | while read -r made; do
	cp "$made" "$copy/$made"
done
for guard in "$copy"/build-aux/guards/*.sh; do
	[ "${guard##*/self-test}" != "$guard" ] || srcdir=$copy "$guard" || {
		echo "${guard##*/} fails for files that the build makes"
		status=1
	}
done

# plant GUARD FILE EXPECTED: adds standard input to FILE; GUARD must fail and say EXPECTED
plant() {
	kept=$copy/$2.kept
	[ -f "$copy/$2" ] && mv "$copy/$2" "$kept" && cp "$kept" "$copy/$2"
	cat >>"$copy/$2"
	if said=$(srcdir=$copy "$source/build-aux/guards/$1" 2>&1); then
		echo "$1 passes in spite of $3 in $2"
		status=1
	elif ! printf %s "$said" | grep -qF "$3"; then
		echo "$1 does not name $3 in $2, but says: $said"
		status=1
	fi
	rm "$copy/$2"
	[ ! -f "$kept" ] || mv "$kept" "$copy/$2"
}

# spare GUARD FILE: adds standard input, which only looks like an offense, to FILE; GUARD must pass
spare() {
	cp "$copy/$2" "$copy/$2.kept"
	cat >>"$copy/$2"
	said=$(srcdir=$copy "$source/build-aux/guards/$1" 2>&1) || {
		echo "$1 takes for code what is not code in $2: $said"
		status=1
	}
	mv "$copy/$2.kept" "$copy/$2"
}

plant floors.sh src/base/text.c 'store/store.h' <<-'END'
	#include "store/store.h"
END
plant floors.sh src/web/assistant/hub.c 'api/body.h' <<-'END'
	#include "api/body.h"
END
plant floors.sh src/model/provider/address.h 'model/ticket/ticket.h' <<-'END'
	#include "model/ticket/ticket.h"
END
plant floors.sh src/http/form.h 'view/view.h' <<-'END'
	#include "view/view.h"
END
plant third-party.sh src/store/job.c 'libpq-fe.h' <<-'END'
	#include <libpq-fe.h>
END
plant third-party.sh src/api/body.c 'openssl/ssl.h' <<-'END'
	#include <openssl/ssl.h>
END
if [ -f src/postern-jobs ]; then
	mkdir "$copy/linked" "$copy/linked/src"
	cp src/postern-jobs "$copy/linked/src/postern-web"
	(cd "$copy/linked" && srcdir=$source "$source/build-aux/guards/third-party.sh" >/dev/null) && {
		echo "third-party.sh passes in spite of a web worker that links curl"
		status=1
	}
fi
plant markers.sh templates/assistant/hub.html 'NOBODY_SETS_IT' <<-'END'
	<p>{{NOBODY_SETS_IT}}</p>
END
plant markers.sh src/web/assistant/hub.c '#NOBODY_SHOWS_IT' <<-'END'
	void f(void) { view_section(b, true ? "SAVED" : "NOBODY_SHOWS_IT"); }
END
plant markers.sh templates/error.html ':none' <<-'END'
	<p>{{MESSAGE:none}}</p>
END
while read -r offence; do
	printf '%s\n' "$offence" | plant markers.sh templates/error.html ':x-wrap outside'
done <<-'END'
	<p title="{{MESSAGE:x-wrap}}">
	<p title="a > b {{MESSAGE:x-wrap}}">
	<p title={{MESSAGE:x-wrap}}>
	<textarea rows="2">{{MESSAGE:x-wrap}}</textarea>
	<title>{{MESSAGE:x-wrap}}</title>
END
printf '{{%%AUTOESCAPE context="HTML"}}\n' | plant markers.sh templates/assistant/new.html 'not among'
plant markers.sh templates/assistant/bare.html 'first line' <<-'END'
	<p>Escaped by nobody</p>
END
while read -r value; do
	printf '<textarea rows="2">x\ny %s</textarea>\n' "$value" | plant templates.sh templates/guides/adfs/access.html 'text to paste'
done <<-'END'
	{{COMPANY}}
	{{ENTITY_ID}}
	{{ACS_URL:p}}
END
while read -r expected offence; do
	printf '%s\n' "$offence" | plant templates.sh templates/assistant/hub.html "$expected"
done <<-'END'
	script <script>alert(1)</script>
	style <style>p { color: red }</style>
	style <p style="color: red">
	handler <p onclick="x()">
	attribute <button formaction="/x">
	attribute <use xlink:href="#x"/>
	attribute <iframe srcdoc="x">
	address <a href="javascript:x()">
	quotes <h{{LEVEL}}>
	quotes <p {{NAME}}="x">
	quotes <p title={{NAME}}>
	include <p title="{{>PART}}">
	host <img src="https://example.com/x.png">
END
while read -r expected offence; do
	printf '%s\n' "$offence" | plant banned.sh src/base/text.c "$expected"
done <<-'END'
	strcpy void f(void) { strcpy(a, b); }
	sprintf void f(void) { sprintf(a, "x"); }
	gmtime void f(void) { gmtime(&t); }
	system void f(void) { system ("ls"); }
	malloc void f(void) { a = malloc(1); }
	free void f(void) { free(a); }
	goto void f(void) { goto out; }
	assignment void f(void) { if ((a = b) != NULL) { } }
END
# The word is split, so that banned.sh does not find it here
printf '/* %s%s: later */\n' TO DO | plant banned.sh src/base/text.c 'unfinished'
awk 'BEGIN { print "void\nf(void)\n{"; for (i = 0; i < 81; i++) print "\tg();"; print "}" }' |
	plant lengths.sh src/base/text.c 'f has 81 lines'
awk 'BEGIN { for (i = 0; i < 601; i++) print "-- x" }' | plant lengths.sh sql/queries/job.sql 'lines'
plant queries.sh sql/queries/job.sql 'nobody_asks' <<-'END'
	-- :nobody_asks tenant_id
	SELECT $1;
END
plant queries.sh sql/queries/job.sql 'miscounted: names 2' <<-'END'
	-- :miscounted tenant_id subject
	SELECT $1;
END
plant queries.sh sql/queries/job.sql 'neither tenant_id nor domain' <<-'END'
	-- :everybody subject
	SELECT $1;
END
plant queries.sh sql/queries/job.sql 'commented: names 2' <<-'END'
	-- :commented tenant_id subject
	SELECT $1 /* and $2 */ FROM job WHERE kind = '$2'; -- for $2
END
echo '/* "" Q_ONLY_TOLD */' >>"$copy/src/store/tenant.c"
plant queries.sh sql/queries/tenant.sql 'only_told: no Q_ONLY_TOLD' <<-'END'
	-- :only_told tenant_id
	SELECT $1;
END
plant writes.sh src/jobs/fetch_logo.c 'tenant_change writes' <<-'END'
	void f(void) { tenant_change(s, a, t, f); }
END
plant writes.sh src/web/assistant/hub.c 'draft_keep writes' <<-'END'
	static act *const acts[] = { draft_keep };
END
plant writes.sh src/main/health.c 'Q_CLIENT_ADD writes' <<-'END'
	void f(void) { store_query(s, a, Q_CLIENT_ADD, args, &r, f); }
END
plant writes.sh src/api/logs.c 'store_script writes' <<-'END'
	void f(void) { store_script(s, "DELETE FROM event", f); }
END
while read -r offence; do
	printf '%s\n' "$offence" | plant writes.sh sql/queries/tenant.sql 'tenant_list writes'
done <<-'END'
	; WITH gone AS (DELETE /* of all */ FROM tenant) SELECT $1;
	; update tenant SET name = $1;
	; SELECT domain_plan ($1, $1, $1, '0');
END
plant writes.sh sql/schema/0001-ground.sql 'event_list writes' <<-'END'
	CREATE OR REPLACE FUNCTION ms(at timestamptz) RETURNS bigint LANGUAGE sql /* STABLE */ AS $$ SELECT 1; $$;
END
plant writes.sh src/store/event.c 'event_list writes' <<-'END'
	enum status
	event_list(struct store *s)
	{
		return event_tell(s);
	}
END
spare writes.sh src/jobs/fetch_logo.c <<-'END'
	/* "
	 * tenant_change( and " */
	static const char *said = "// tenant_change( \" tenant_change(";
END
spare writes.sh sql/queries/tenant.sql <<-'END'
	; SELECT 'DELETE FROM tenant', '-- UPDATE tenant' -- domain_plan( and INSERT INTO event
	  /* /* UPDATE tenant */ DELETE FROM tenant */ FROM tenant FOR NO KEY UPDATE OF tenant;
END
plant queries.sh sql/queries/job.sql 'nobody reads C_JOB_UNREAD_SUBJECT' <<-'END'
	-- :job_unread tenant_id -> subject
	SELECT subject FROM job WHERE tenant_id = $1;
END
plant queries.sh sql/queries/job.sql 'names 1 columns but answers 2' <<-'END'
	-- :miscounted tenant_id -> subject
	SELECT greatest(subject, $1), kind IS DISTINCT FROM 'a, b' -- , c
	  FROM job;
END
plant queries.sh sql/queries/job.sql 'there is not: @nowhere' <<-'END'
	-- :job_listed tenant_id -> @nowhere
	SELECT $1;
END
plant queries.sh src/store/job.c 'reads C_LOG_ID but asks no query that answers it' <<-'END'
	const char *f(const struct rows *r) { return rows_text(r, 0, C_LOG_ID); }
END
plant queries.sh src/store/job.c 'by its number' <<-'END'
	long f(const struct rows *r) { return rows_long(r, 0, 1); }
END
echo 'static const char said[] = "C_JOB_SAID_SUBJECT"; /* "" C_JOB_SAID_SUBJECT */' >>"$copy/src/store/event.c"
plant queries.sh sql/queries/job.sql 'nobody reads C_JOB_SAID_SUBJECT' <<-'END'
	-- :job_said tenant_id -> subject
	SELECT subject FROM job WHERE tenant_id = $1;
END
plant rules.sh sql/queries/job.sql 'count < 25' <<-'END'
	-- :number tenant_id
	SELECT count(*) FROM job WHERE tenant_id = $1 HAVING count < 25;
END
plant rules.sh sql/functions/claim.sql 'days => 7' <<-'END'
	SELECT now() - make_interval(days => 7);
END
plant rules.sh src/model/rules.def 'UNUSED_RULE is used nowhere' <<-'END'
	RULE(UNUSED_RULE, 1, "things", "none")
END
plant linear.sh sql/schema/9999-later.sql '<@ compares' <<-'END'
	ALTER TABLE connection ADD CHECK (enabled_clients <@ intended_clients);
END
plant linear.sh sql/functions/claim.sql 'd.domain = ANY compares' <<-'END'
	SELECT 1 FROM connection_domain d WHERE d.domain = ANY (names);
END
spare linear.sh sql/functions/claim.sql <<-'END'
	SELECT 1 WHERE 'a' = ANY (names) OR names @> '{a,b}' OR n = ANY ('{1,2}') OR kind = ANY (string_to_array(words, ' ')); -- a <@ b
END
plant spdx.sh src/base/naked.c 'naked.c' <<-'END'
	int x;
END
while read -r file expected offence; do
	printf '%s\n' "$offence" | plant strategies.sh "$file" "$expected is a strategy"
done <<-'END'
	src/web/assistant/hub.c okta bool f(void) { return text_is(p->strategy, "okta"); }
	src/model/provider/okta.c samlp static const char *const others[] = { "samlp" };
	src/model/connection/source.c keycloak-samlp bool f(void) { return g(s /* "x" */, "a\"", "keycloak-samlp"); }
	src/store/signing_key.c oidc bool f(void) { return fail(f, INVALID, "only those of okta and oidc have them"); }
	src/store/visit.c waad const char *sql = "SELECT 1 WHERE strategy = 'waad'";
	sql/queries/ticket.sql google-apps SELECT * FROM wizard WHERE strategy NOT IN ('adfs', 'google-apps');
	sql/functions/connection.sql pingfederate /* the rest is read, it's said: ' */ SELECT strategy = 'pingfederate';
END
plant kinds.sh sql/queries/logo.sql 'called fetch_logos' <<-'END'
	; INSERT INTO asked_job (tenant_id, kind, subject) SELECT tenant_id, 'fetch_logos', 'all' FROM tenant;
END
plant kinds.sh sql/queries/logo.sql 'does not name its kind second' <<-'END'
	; INSERT INTO asked_job (tenant_id, subject, kind) SELECT tenant_id, subject, 'fetch_logo' FROM job;
END
plant kinds.sh sql/functions/claim.sql 'called fetch_nothing' <<-'END'
	insert into asked_job(tenant_id, kind, subject)
	select tenant_id, 'fetch_nothing', 'all' FROM tenant;
END
plant kinds.sh sql/queries/logo.sql 'past asked_job' <<-'END'
	; INSERT INTO job (tenant_id, kind, subject) SELECT tenant_id, 'fetch_logo', 'all' FROM tenant;
END
plant kinds.sh src/jobs/kinds.c 'no SQL asks for unasked' <<-'END'
	static const struct kind more[] = {
		{ "unasked", fetch_logo, end_logo, JOB_CPU_S },
	};
END
plant headers.sh src/base/needy.h 'does not compile alone' <<-'END'
	/*
	 * needy.h - a header that needs another
	 *
	 * SPDX-License-Identifier: Apache-2.0
	 */
	#ifndef BASE_NEEDY_H
	#define BASE_NEEDY_H
	size_t f(void);
	#endif
END
plant headers.sh src/base/nameless.h 'BASE_NAMELESS_H' <<-'END'
	/* a header without a name */
	#ifndef NAMELESS_H
	#define NAMELESS_H
	#endif
END
plant migrations.sh sql/schema/9999-gap.sql '9999-gap.sql' <<-'END'
	CREATE TABLE unexplained (tenant_id text);
END
plant migrations.sh sql/schema/9999-gap.sql 'table unexplained' <<-'END'
	CREATE TABLE unexplained (tenant_id text);
END
plant migrations.sh sql/schema/0001-ground.sql 'belongs to sql/functions' <<-'END'
	CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql RETURN 2 * n;
END
plant migrations.sh sql/schema/0001-ground.sql 'calls ms()' <<-'END'
	UPDATE tenant SET name = ms(created_at)::text;
END
plant migrations.sh sql/functions/job.sql 'belong to sql/schema' <<-'END'
	ALTER TABLE job ADD COLUMN note text;
END
exit $status
