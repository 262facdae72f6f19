# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# demo.sh - the demo tenant, its API client, profile and ticket; sourced by script/server
#
# The command line makes the tenant and its client; the rest is made through the
# Management API, as any program would do it. Secrets reach curl and jq through
# files and the environment, because others can read arguments in the process list.
# shellcheck disable=SC2034,SC2154

# ask METHOD PATH [BODY]: sets $answer and $answer_status
ask() {
	local data=()
	[ -z "${3:-}" ] || data=(-H 'Content-Type: application/json' --data-binary @-)
	answer=$(curl -sS -m 20 --cacert "$var/tls/ca.crt" -X "$1" "$url$2" \
		-H @<(printf 'Authorization: Bearer %s\n' "${token:-none}") \
		"${data[@]}" -w '\n%{http_code}' <<<"${3:-}") || true
	answer_status=${answer##*$'\n'}
	answer=${answer%$'\n'*}
}

ask_or_die() {
	ask "$@"
	[[ $answer_status == 2?? ]] || die "$1 $2 was answered $answer_status: $answer"
}

# The first start adds the tenant; a later start may have another port.
tenant_make() {
	"$build/src/postern" tenant update --id demo --domain "$domain" 2>/dev/null ||
		"$build/src/postern" tenant add --id demo --name "Acme Software" \
			--domain "$domain" --support support@acme.example >/dev/null
}

client_make() {
	(
		umask 077
		"$build/src/postern" client add --tenant demo --name "Demo program" --scope all \
			>"$var/demo.secret.new"
	)
	mv "$var/demo.secret.new" "$var/demo.secret"
}

client_find() {
	[ -s "$var/demo.secret" ] || client_make
	client_id=$(sed -n 's/^client_id=//p' "$var/demo.secret")
	client_secret=$(sed -n 's/^client_secret=//p' "$var/demo.secret")
}

token_ask() {
	local body
	body=$(ID=$client_id SECRET=$client_secret AUDIENCE=$url/api/v2/ jq -n '{
		grant_type: "client_credentials", client_id: env.ID,
		client_secret: env.SECRET, audience: env.AUDIENCE}')
	ask POST /oauth/token "$body"
}

# A kept secret can outlive its database; then this makes a new client.
token_fetch() {
	token_ask
	if [[ $answer_status == 401 || $answer_status == 403 ]]; then
		rm -f "$var/demo.secret"
		client_find
		token_ask
	fi
	[ "$answer_status" = 200 ] ||
		die "/oauth/token was answered $answer_status: $(jq -c 'del(.access_token)' <<<"$answer")"
	token=$(jq -r .access_token <<<"$answer")
}

profile_body() {
	jq -n '{
		name: "Demo",
		description: "The profile that script/server shows",
		branding: {colors: {primary: "#0f6b5c"}},
		allowed_strategies: ["okta", "waad", "google-apps", "adfs", "keycloak-samlp",
			"pingfederate", "samlp", "oidc"],
		user_attributes: [
			{name: "email", description: "Work email address", is_optional: false},
			{name: "given_name", description: "First name", is_optional: true},
			{name: "family_name", description: "Last name", is_optional: true}]}'
}

profile_find() {
	ask_or_die GET "/api/v2/self-service-profiles?per_page=100"
	profile_id=$(jq -r '[.[] | select(.name == "Demo")][0].id // empty' <<<"$answer")
	[ -z "$profile_id" ] || return 0
	ask_or_die POST /api/v2/self-service-profiles "$(profile_body)"
	profile_id=$(jq -r .id <<<"$answer")
}

ticket_make() {
	ask_or_die POST "/api/v2/self-service-profiles/$profile_id/sso-ticket" "$(
		ID=$client_id NAME=demo-$(date -u +%Y%m%d-%H%M%S) jq -n '{
			connection_config: {name: env.NAME, display_name: "Demo customer"},
			enabled_clients: [env.ID],
			domain_aliases_config: {domain_verification: "optional"}}'
	)"
	ticket_url=$(jq -r .ticket <<<"$answer")
}
