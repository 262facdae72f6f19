# SPDX-License-Identifier: Apache-2.0
#
# po.mk - the catalog of messages, and a folder for each language
#
# languages/LANG holds LC_MESSAGES/postern.mo, templates/ and static/errors/.  Messages
# that a language lacks are English in it.  The languages of po/LINGUAS are installed;
# en_XA and ar_XB are made of the English messages, for tests.

pseudo_languages = en_XA ar_XB
error_pages = static/errors/400.html static/errors/413.html static/errors/429.html \
	static/errors/502.html
translated_files = $(template_files) $(error_pages)

# Where a sentence is an argument of a function or macro, or is marked by one.
keywords = fail:3 fail_counted:4,5 fault_add:2 fault_add_counted:3,4 sentence:2 sentence_counted:3,4 \
	N_ NC_:1c,2 FORM_ROW:3 FORM_ROW_WHEN:5 FORM_ROW_CHOICE:3 FORM_ROW_SECRET:1 FORM_ROW_SECRET_WHEN:3
formats = fail:3 fail_counted:4 fail_counted:5 fault_add:2 fault_add_counted:3 fault_add_counted:4 \
	sentence:2 sentence_counted:3 sentence_counted:4
message_sources = $(libfloors_a_SOURCES) $(libdoors_a_SOURCES) $(src_postern_web_SOURCES) \
	$(src_postern_jobs_SOURCES) $(src_postern_SOURCES)

po_templates = $(PYTHON) -B $(srcdir)/build-aux/po/templates.py
po_literals = $(PYTHON) -B $(srcdir)/build-aux/po/literals.py
po_pseudo = $(PYTHON) -B $(srcdir)/build-aux/po/pseudo.py
po_sources = printf '%s\n' $(message_sources) | sort -u | \
	$(AWK) -f $(srcdir)/build-aux/po/sources.awk $(srcdir)/po/POTFILES.skip -
po_lines = --no-wrap --add-location=file

# --- the messages: those of C, then those of pages ---------------------------------

# It is written only if it changed, so that a change of C alone makes no language anew.
po/postern.pot: po/stamp
	@:
po/stamp: $(message_sources) $(translated_files) po/POTFILES.skip po/po.mk build-aux/po/sources.awk \
    build-aux/po/literals.py build-aux/po/templates.py
	$(AM_V_GEN)$(MKDIR_P) po && $(po_sources) >po/sources && \
	$(po_literals) '$(keywords)' $(srcdir) po/sources && \
	$(XGETTEXT) --directory=$(srcdir) --files-from=po/sources --output=po/sentences.pot $(po_lines) \
	--language=C --from-code=UTF-8 --add-comments=TRANSLATORS --keyword \
	$(keywords:%=--keyword=%) $(formats:%=--flag=%:c-format) \
	--package-name=Postern && \
	$(po_templates) extract $(srcdir) $(translated_files) >po/pages.pot && \
	$(MSGCAT) --use-first $(po_lines) po/sentences.pot po/pages.pot | \
	sed '/^"POT-Creation-Date:/s/: [^\\]*/: 2026-01-01 00:00+0000/' >po/postern.pot.new && \
	if cmp -s po/postern.pot.new po/postern.pot; then rm po/postern.pot.new; \
	else mv po/postern.pot.new po/postern.pot; fi && touch $@

# Every sentence that xgettext finds anywhere, for tests of those that have no translation.
po/literals.pot: $(message_sources) $(tests_unit_unit_SOURCES) $(tests_jobs_jobs_SOURCES)
	$(AM_V_GEN)$(MKDIR_P) po && $(XGETTEXT) --directory=$(srcdir) --output=$@ --no-wrap --no-location \
	--language=C --from-code=UTF-8 --keyword $(keywords:%=--keyword=%) --keyword=fail_code:4 --keyword=ENGLISH_ \
	$(patsubst $(srcdir)/%,%,$(filter %.c,$^))

# The languages get the messages that are new, and keep what is translated.
update-po: po/postern.pot
	for language in $(languages); do \
		$(MSGMERGE) --quiet --update --backup=none --previous $(po_lines) \
			$(srcdir)/po/$$language.po po/postern.pot || exit 1; \
	done

# --- the languages ---------------------------------------------------------------------

languages/%/stamp: po/%.po $(translated_files) build-aux/po/templates.py
	$(AM_V_GEN)$(MKDIR_P) languages/$*/LC_MESSAGES && \
	$(MSGFMT) --check-format --output-file=languages/$*/LC_MESSAGES/postern.mo $< && \
	$(po_templates) merge languages/$*/LC_MESSAGES/postern.mo $* $(srcdir) languages/$* $(translated_files) && \
	touch $@
$(pseudo_languages:%=po/%.po): po/%.po: po/postern.pot build-aux/po/pseudo.py build-aux/po/templates.py
	$(AM_V_GEN)$(po_pseudo) $* po/postern.pot $@

language_files = $(foreach language,$(languages),$(addprefix languages/$(language)/, \
	LC_MESSAGES/postern.mo $(translated_files)))
$(language_files): languages.stamp
	@:
languages.stamp: $(languages:%=languages/%/stamp)
	$(AM_V_at)touch $@

nobase_nodist_pkgdata_DATA = $(language_files)
noinst_DATA = $(pseudo_languages:%=languages/%/stamp)
CLEANFILES += po/stamp po/literals.pot po/sources po/sentences.pot po/pages.pot po/postern.pot languages.stamp \
	$(pseudo_languages:%=po/%.po)
clean-local:
	rm -rf languages
EXTRA_DIST += po/GUIDE.md po/LINGUAS po/POTFILES.skip $(languages:%=po/%.po) build-aux/po/check.py \
	build-aux/po/literals.py build-aux/po/pseudo.py build-aux/po/sources.awk build-aux/po/templates.py
AM_TESTS_ENVIRONMENT = PYTHON='$(PYTHON)'; export PYTHON;
