# SPDX-License-Identifier: Apache-2.0
#
# tests.mk - the compiled tests of make check

test_cppflags = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) -I$(srcdir)/tests/unit
test_harness = tests/unit/test.h tests/unit/test_main.c
worded = tests/unit/worded.c
worded_ldflags = $(AM_LDFLAGS) -Wl,--wrap=sentence_english,--wrap=sentences_english,--wrap=fault_english

# --- unit: no services ---------------------------------------------------------

unit_sources = \
	tests/unit/address_test.c tests/unit/arena_test.c tests/unit/attribute_profile_test.c \
	tests/unit/buf_test.c tests/unit/credentials_test.c tests/unit/expression_test.c \
	tests/unit/browser_test.c tests/unit/certificate_test.c tests/unit/client_assertion_test.c tests/unit/client_test.c tests/unit/clock_test.c \
	tests/unit/color_test.c tests/unit/connection_test.c tests/unit/cookie_test.c \
	tests/unit/discovery_test.c tests/unit/domain_test.c tests/unit/encode_test.c \
	tests/unit/fields_rows_test.c tests/unit/fields_test.c tests/unit/fields_part_test.c \
	tests/unit/dns_host_test.c tests/unit/domain_check_test.c tests/unit/door_test.c \
	tests/unit/fields_schema_test.c \
	tests/unit/form_test.c tests/unit/hash_test.c tests/unit/image_test.c \
	tests/unit/introduction_test.c tests/unit/key_pair_test.c \
	tests/unit/log_test.c tests/unit/login_outcome_test.c tests/unit/login_request_test.c \
	tests/unit/login_diagnosis_test.c tests/unit/login_doubt_test.c tests/unit/login_missing_test.c tests/unit/login_result_test.c \
	tests/unit/login_settings_test.c tests/unit/brought.c tests/unit/brought.h \
	tests/unit/language_test.c tests/unit/mapping_test.c tests/unit/metadata_address_test.c \
	tests/unit/metadata_test.c tests/unit/multipart_test.c tests/unit/typed_test.c tests/unit/private_key_test.c \
	tests/unit/profile_test.c tests/unit/provider_address_test.c tests/unit/provider_error_test.c tests/unit/provider_form_test.c \
	tests/unit/product_settings_test.c tests/unit/settings_problems.c tests/unit/settings_problems.h tests/unit/provider_settings_test.c tests/unit/provider_test.c \
	tests/unit/public_domain_test.c \
	tests/unit/random_test.c tests/unit/request_test.c tests/unit/response_test.c \
	tests/unit/saml_response_test.c tests/unit/seal_test.c tests/unit/secret_test.c tests/unit/sentence_test.c tests/unit/settings_test.c tests/unit/status_test.c \
	tests/unit/tenant_test.c tests/unit/text_test.c tests/unit/ticket_request_test.c \
	tests/unit/ticket_test.c tests/unit/token_test.c tests/unit/url_test.c tests/unit/wizard_test.c \
	tests/unit/visit_test.c tests/unit/waiting_test.c tests/unit/xml_bounds_test.c

certificates = src/sso/certificate.c src/sso/certificate.h src/sso/certificate_form.c src/sso/certificate_form.h \
	src/sso/certificate_key.c src/sso/certificate_key.h src/sso/certificate_other.c src/sso/certificate_other.h
tokens = src/sso/claims.c src/sso/claims.h src/sso/client_assertion.c src/sso/client_assertion.h \
	src/sso/id_token.c src/sso/id_token.h src/sso/json_document.c src/sso/json_document.h \
	src/sso/jwks.c src/sso/jwks.h src/sso/jws.c src/sso/jws.h \
	src/sso/own_key.c src/sso/own_key.h src/sso/redirect_signature.c src/sso/redirect_signature.h src/sso/signature.c src/sso/signature.h \
	src/sso/token_answer.c src/sso/token_answer.h
sso = $(certificates) $(tokens) \
	src/sso/discovery.c src/sso/discovery.h \
	src/sso/key_pair.c src/sso/key_pair.h \
	src/sso/metadata_other.c src/sso/metadata_other.h \
	src/sso/provider_certificates.c src/sso/provider_certificates.h \
	src/sso/saml_metadata.c src/sso/saml_metadata.h \
	src/sso/saml_assertion.c src/sso/saml_assertion.h src/sso/saml_attributes.c \
	src/sso/saml_encrypted.c src/sso/saml_encrypted.h \
	src/sso/saml_response.c src/sso/saml_response.h \
	src/sso/saml_shape.c src/sso/saml_shape.h \
	src/sso/saml_signature.c src/sso/saml_signature.h \
	src/sso/saml_status.c src/sso/saml_status.h \
	src/sso/saml_time.c src/sso/saml_time.h \
	src/sso/verifying_key.c src/sso/verifying_key.h \
	src/sso/xml.c src/sso/xml.h src/sso/xml_bounds.c src/sso/xml_bounds.h \
	src/sso/xml_encoding.c src/sso/xml_encoding.h \
	src/sso/xml_signature.c src/sso/xml_signature.h \
	src/sso/xml_strict.c src/sso/xml_strict.h
sso_cflags = $(XML_CFLAGS) $(XMLSEC_CFLAGS) $(CRYPTO_CFLAGS)
sso_libs = $(XMLSEC_LIBS) $(XML_LIBS) $(CRYPTO_LIBS)

tests_unit_unit_SOURCES = $(test_harness) $(worded) tests/unit/rows.c tests/unit/rows.h \
	tests/unit/introduction_check.c tests/unit/introduction_check.h \
	$(unit_sources) $(sso) src/net/address.c src/net/address.h
tests_unit_unit_CPPFLAGS = $(test_cppflags) $(sso_cflags)
tests_unit_unit_LDFLAGS = $(worded_ldflags)
EXTRA_tests_unit_unit_DEPENDENCIES = po/literals.pot
tests_unit_unit_LDADD = libdoors.a $(floor_libs) $(sso_libs) $(CMOCKA_LIBS)

# --- net: the fetcher against a hostile server --------------------------------

hostile_server = tests/net/hostile_server.c tests/net/hostile_server.h
net = src/net/address.c src/net/address.h src/net/codings.c src/net/codings.h \
	src/net/exchange.c src/net/exchange.h src/net/fetch.c src/net/fetch.h \
	src/net/journey.c src/net/journey.h src/net/own_address.c src/net/own_address.h \
	src/net/ports.c src/net/ports.h src/net/diagnosis.c src/net/diagnosis.h

tests_net_fetch_SOURCES = $(test_harness) $(worded) tests/net/exchange_test.c tests/net/fetch_test.c \
	$(hostile_server) $(net)
tests_net_fetch_CPPFLAGS = $(test_cppflags) -I$(srcdir)/tests/net $(CURL_CFLAGS)
tests_net_fetch_LDFLAGS = $(worded_ldflags)
EXTRA_tests_net_fetch_DEPENDENCIES = po/literals.pot
tests_net_fetch_LDADD = $(floor_libs) $(CURL_LIBS) $(CMOCKA_LIBS)

# --- net: the DNS, asked in a world of real name servers --------------------------

dns = src/net/address.c src/net/address.h src/net/delegation.c src/net/delegation.h \
	src/net/dns.c src/net/dns.h src/net/dns_packet.c src/net/dns_packet.h \
	src/net/domain_lookup.c src/net/domain_lookup.h src/net/zone.c src/net/zone.h
dns_libs = $(UNBOUND_LIBS) -lresolv

tests_net_dns_SOURCES = $(test_harness) $(worded) tests/net/dns_test.c tests/net/dns_world.c \
	tests/net/dns_world.h tests/net/domain_lookup_test.c tests/net/port53.c \
	tests/net/port53.h $(dns)
tests_net_dns_CPPFLAGS = $(test_cppflags) $(UNBOUND_CFLAGS) -I$(srcdir)/tests/net
tests_net_dns_LDFLAGS = $(worded_ldflags)
EXTRA_tests_net_dns_DEPENDENCIES = po/literals.pot
tests_net_dns_LDADD = $(floor_libs) $(dns_libs) $(CMOCKA_LIBS)

# --- store: a real PostgreSQL -----------------------------------------------------

database = tests/store/database.c tests/store/database.h
keys = tests/store/keys.c tests/store/keys.h
database_cppflags = $(test_cppflags) -I$(srcdir)/tests/store

tests_store_store_SOURCES = $(test_harness) $(database) \
	tests/store/attribute_profile_test.c \
	tests/store/check_test.c tests/store/checks_test.c tests/store/client_test.c tests/store/connection_test.c \
	tests/store/connection_isolation_test.c tests/store/customer.c tests/store/customer.h \
	tests/store/claims.c tests/store/claims.h tests/store/claim_test.c \
	tests/store/command_test.c tests/store/domain_test.c tests/store/ended_test.c tests/store/finish_test.c tests/store/home_realm_test.c \
	tests/store/isolation_test.c tests/store/job_test.c tests/store/key_command_test.c \
	tests/store/program.c tests/store/program.h \
	tests/store/login_test.c tests/store/login_claim_test.c tests/store/login_step_test.c tests/store/login_work_test.c tests/store/logins.c tests/store/logins.h \
	tests/store/logo_test.c tests/store/look_test.c tests/store/make_keys_test.c tests/store/migrate_test.c \
	tests/store/organization_test.c tests/store/profile_test.c tests/store/queue_test.c \
	tests/store/rate_test.c tests/store/refusal_test.c tests/store/session_test.c \
	tests/store/signing_key_test.c tests/store/store_test.c \
	tests/store/ticket_test.c tests/store/upgrade_test.c tests/store/upgrade_load_test.c \
	tests/store/before.c tests/store/before.h tests/store/wizard_test.c $(keys) \
	src/jobs/make_keys.c src/jobs/make_keys.h src/jobs/kinds.h src/jobs/tools.h $(certificates) \
	src/sso/key_pair.c src/sso/key_pair.h
tests_store_store_CPPFLAGS = $(database_cppflags) $(CRYPTO_CFLAGS)
tests_store_store_LDADD = $(floor_libs) $(CRYPTO_LIBS) $(CMOCKA_LIBS)

# --- jobs: a real PostgreSQL, and a provider on localhost --------------------------

tests_jobs_jobs_SOURCES = $(test_harness) $(worded) $(database) $(hostile_server) \
	src/net/codings.c src/net/codings.h src/net/exchange.c src/net/exchange.h \
	src/net/fetch.c src/net/fetch.h src/net/journey.c src/net/journey.h \
	src/net/own_address.c src/net/own_address.h \
	src/net/ports.c src/net/ports.h src/net/diagnosis.c src/net/diagnosis.h $(dns) $(sso) \
	tests/jobs/check_provider_test.c tests/jobs/derive_bench.c tests/jobs/derive_bench.h \
	tests/jobs/derive_connection_test.c tests/jobs/derived_values_test.c \
	tests/jobs/login_desk.c tests/jobs/login_desk.h \
	tests/jobs/login_openid_test.c tests/jobs/login_saml_test.c tests/jobs/login_worker_test.c $(login_jobs) \
	tests/jobs/verify_domain_test.c tests/jobs/worker_test.c \
	tests/store/customer.c tests/store/customer.h \
	src/jobs/check_provider.c src/jobs/check_provider.h \
	src/jobs/derive_connection.c src/jobs/derive_connection.h src/jobs/inspect.c src/jobs/inspect.h \
	src/jobs/end_ticket.c src/jobs/end_ticket.h \
	src/jobs/fetch_logo.c src/jobs/fetch_logo.h src/jobs/kinds.c src/jobs/kinds.h \
	src/jobs/limit.c src/jobs/limit.h src/jobs/make_keys.c src/jobs/make_keys.h src/jobs/tools.h \
	src/jobs/verify_domain.c src/jobs/verify_domain.h src/jobs/worker.c src/jobs/worker.h \
	src/main/supervisor.c src/main/supervisor.h
tests_jobs_jobs_CPPFLAGS = $(database_cppflags) -I$(srcdir)/tests/jobs -I$(srcdir)/tests/net $(sso_cflags) $(CURL_CFLAGS) \
	$(UNBOUND_CFLAGS)
tests_jobs_jobs_LDFLAGS = $(worded_ldflags)
EXTRA_tests_jobs_jobs_DEPENDENCIES = po/literals.pot
tests_jobs_jobs_LDADD = $(floor_libs) $(CURL_LIBS) $(dns_libs) $(sso_libs) $(CMOCKA_LIBS)

# --- web and api: requests to serve_one -----------------------------------------

ask = tests/web/ask.c tests/web/ask.h tests/web/forgotten.c tests/web/forgotten.h \
	tests/web/pseudo.c tests/web/pseudo.h
ask_cppflags = $(database_cppflags) -I$(srcdir)/tests/web

tests_web_web_SOURCES = $(test_harness) $(database) $(ask) \
	tests/web/callback_test.c tests/web/check_test.c tests/web/doors_test.c tests/web/draft_test.c tests/web/domains_test.c \
	tests/web/enable_test.c tests/web/forgotten_test.c \
	tests/web/login.c tests/web/login.h tests/web/test_result_test.c tests/web/test_step_test.c \
	tests/web/golden.c tests/web/golden.h tests/web/golden_test.c \
	tests/web/intro_test.c tests/web/language_test.c tests/web/mapping_test.c tests/web/receipt_test.c \
	tests/web/service_provider_test.c tests/web/sessions_test.c \
	tests/web/settings_test.c tests/web/steps_test.c tests/web/template_test.c tests/web/uploads_test.c \
	tests/web/visit_test.c \
	tests/web/walk.c tests/web/walk.h $(keys)
nodist_EXTRA_tests_web_web_SOURCES = tests/web/linked-as-c++.cc
tests_web_web_CPPFLAGS = $(ask_cppflags)
tests_web_web_LDADD = $(door_libs) $(CMOCKA_LIBS)

tests_api_api_SOURCES = $(test_harness) $(database) $(ask) tests/api/call.c tests/api/call.h \
	tests/api/attribute_profiles_test.c tests/api/connection_keys_test.c tests/api/connection_logins_test.c \
	tests/store/logins.c tests/store/logins.h \
	tests/api/bounds_test.c tests/api/connections_test.c tests/api/discovery_domains_test.c \
	tests/api/organization_connections_test.c tests/api/organizations_test.c \
	tests/api/profiles_test.c tests/api/refusals_test.c tests/api/tickets_test.c tests/api/connection_desk.c \
	tests/api/connection_desk.h tests/api/connections_change_test.c \
	tests/api/connections_clients_test.c tests/api/connections_create_test.c \
	tests/api/connections_options_test.c tests/api/connections_places_test.c tests/api/connections_revisions_test.c \
	tests/api/connections_secrets_test.c tests/api/body_test.c tests/api/clients_change_test.c tests/api/clients_test.c \
	tests/api/home_realm_test.c tests/api/lists_test.c tests/api/logs_test.c tests/api/openapi_test.c tests/api/ticket_list_test.c \
	tests/api/token_test.c tests/store/customer.c tests/store/customer.h $(keys)
nodist_EXTRA_tests_api_api_SOURCES = tests/api/linked-as-c++.cc
tests_api_api_CPPFLAGS = $(ask_cppflags)
tests_api_api_LDADD = $(door_libs) $(CMOCKA_LIBS)

# --- growth: requests, small and doubled, under valgrind (tests/growth/requests.py) -------

EXTRA_PROGRAMS = tests/growth/requests
tests_growth_requests_SOURCES = $(test_harness) $(database) $(ask) tests/api/call.c tests/api/call.h \
	tests/growth/inputs.c tests/growth/inputs.h tests/growth/requests.c tests/web/walk.c tests/web/walk.h
nodist_EXTRA_tests_growth_requests_SOURCES = tests/growth/linked-as-c++.cc
tests_growth_requests_CPPFLAGS = $(ask_cppflags) -I$(srcdir)/tests/api
tests_growth_requests_LDADD = $(door_libs) $(CMOCKA_LIBS)

tests/growth/backend.so: tests/growth/backend.c
	$(AM_V_CC)$(CC) $(CPPFLAGS) $(CFLAGS) -D_GNU_SOURCE -fPIC -shared -o $@ $(srcdir)/tests/growth/backend.c

CLEANFILES += tests/growth/backend.so tests/growth/requests

# --- fuzz: the corpora, replayed -------------------------------------------------

fuzz_programs = tests/fuzz/address tests/fuzz/certificate tests/fuzz/discovery \
	tests/fuzz/dns_packet tests/fuzz/expression tests/fuzz/fields tests/fuzz/form tests/fuzz/id_token tests/fuzz/image tests/fuzz/introduction \
	tests/fuzz/jwks tests/fuzz/metadata tests/fuzz/request tests/fuzz/saml_response tests/fuzz/token_answer

tests_fuzz_address_SOURCES = tests/fuzz/replay.c tests/fuzz/address_fuzz.c \
	src/net/address.c src/net/address.h
tests_fuzz_address_LDADD = $(floor_libs)
tests_fuzz_certificate_SOURCES = tests/fuzz/replay.c tests/fuzz/certificate_fuzz.c $(sso)
tests_fuzz_certificate_CPPFLAGS = $(AM_CPPFLAGS) $(sso_cflags)
tests_fuzz_certificate_LDADD = $(floor_libs) $(sso_libs)
tests_fuzz_discovery_SOURCES = tests/fuzz/replay.c tests/fuzz/discovery_fuzz.c $(sso)
tests_fuzz_discovery_CPPFLAGS = $(AM_CPPFLAGS) $(sso_cflags)
tests_fuzz_discovery_LDADD = $(floor_libs) $(sso_libs)
tests_fuzz_dns_packet_SOURCES = tests/fuzz/replay.c tests/fuzz/dns_packet_fuzz.c \
	src/net/dns_packet.c src/net/dns_packet.h
tests_fuzz_dns_packet_LDADD = $(floor_libs) -lresolv
tests_fuzz_expression_SOURCES = tests/fuzz/replay.c tests/fuzz/expression_fuzz.c
tests_fuzz_expression_LDADD = $(floor_libs)
fuzz_bodies = tests/fuzz/bodies.c tests/fuzz/bodies.h

tests_fuzz_fields_SOURCES = tests/fuzz/replay.c tests/fuzz/fields_fuzz.c $(fuzz_bodies)
tests_fuzz_fields_LDADD = $(floor_libs)
tests_fuzz_form_SOURCES = tests/fuzz/replay.c tests/fuzz/form_fuzz.c $(fuzz_bodies)
tests_fuzz_form_LDADD = libdoors.a $(floor_libs)
tests_fuzz_id_token_SOURCES = tests/fuzz/replay.c tests/fuzz/id_token_fuzz.c $(tokens)
tests_fuzz_id_token_CPPFLAGS = $(AM_CPPFLAGS) $(CRYPTO_CFLAGS)
tests_fuzz_id_token_LDADD = $(floor_libs) $(CRYPTO_LIBS)
tests_fuzz_image_SOURCES = tests/fuzz/replay.c tests/fuzz/image_fuzz.c
tests_fuzz_image_LDADD = $(floor_libs)
tests_fuzz_introduction_SOURCES = tests/fuzz/replay.c tests/fuzz/introduction_fuzz.c \
	tests/unit/introduction_check.c tests/unit/introduction_check.h
tests_fuzz_introduction_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/unit
tests_fuzz_introduction_LDADD = $(floor_libs)
tests_fuzz_jwks_SOURCES = tests/fuzz/replay.c tests/fuzz/jwks_fuzz.c $(tokens)
tests_fuzz_jwks_CPPFLAGS = $(AM_CPPFLAGS) $(CRYPTO_CFLAGS)
tests_fuzz_jwks_LDADD = $(floor_libs) $(CRYPTO_LIBS)
tests_fuzz_metadata_SOURCES = tests/fuzz/replay.c tests/fuzz/metadata_fuzz.c $(sso)
tests_fuzz_metadata_CPPFLAGS = $(AM_CPPFLAGS) $(sso_cflags)
tests_fuzz_metadata_LDADD = $(floor_libs) $(sso_libs)
tests_fuzz_saml_response_SOURCES = tests/fuzz/replay.c tests/fuzz/saml_response_fuzz.c $(sso)
tests_fuzz_saml_response_CPPFLAGS = $(AM_CPPFLAGS) $(sso_cflags)
tests_fuzz_saml_response_LDADD = $(floor_libs) $(sso_libs)
tests_fuzz_request_SOURCES = tests/fuzz/replay.c tests/fuzz/request_fuzz.c
tests_fuzz_request_LDADD = libdoors.a $(floor_libs)
tests_fuzz_token_answer_SOURCES = tests/fuzz/replay.c tests/fuzz/token_answer_fuzz.c $(tokens)
tests_fuzz_token_answer_CPPFLAGS = $(AM_CPPFLAGS) $(CRYPTO_CFLAGS)
tests_fuzz_token_answer_LDADD = $(floor_libs) $(CRYPTO_LIBS)

if HAVE_CMOCKA
# the longest first, as make starts them in this order
cmocka_programs = tests/store/store tests/jobs/jobs tests/net/dns tests/web/web \
	tests/api/api tests/net/fetch tests/unit/unit
else
cmocka_programs =
check_DATA = cmocka-is-missing
.PHONY: cmocka-is-missing
cmocka-is-missing:
	@echo "make check needs cmocka: install libcmocka-dev, then run configure again." >&2
	@false
endif

tests_main_freed_twice_SOURCES = tests/main/freed_twice.c src/main/memory.c src/main/memory.h

check_PROGRAMS += $(cmocka_programs) $(fuzz_programs) tests/main/freed_twice
TESTS += $(cmocka_programs) $(fuzz_programs) tests/main/freed_twice \
	tests/main/hardened.sh tests/main/names.sh tests/main/workers.sh tests/unit/saml/lasso.sh

EXTRA_DIST += tests/unit/certificate tests/unit/saml tests/unit/introduction tests/unit/mapping \
	tests/unit/metadata tests/unit/token tests/unit/token.mjs \
	tests/fuzz/corpus tests/fuzz/fuzz.sh tests/growth/backend.c tests/growth/documents.py tests/growth/postgres.sh \
	tests/growth/requests.py tests/main/hardened.sh tests/main/names.sh \
	tests/main/workers.py tests/main/workers.sh tests/net/dns_world.py tests/net/hostile_server.py tests/store/cluster.sh \
	tests/store/before/keep.sh tests/store/before/queries.dump \
	tests/store/before/schema.dump tests/web/golden
