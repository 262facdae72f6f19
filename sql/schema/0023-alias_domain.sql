-- SPDX-License-Identifier: Apache-2.0
--
-- An item of domain_aliases may be a URL: its host is the domain.

UPDATE connection_alias SET domain = lower(rtrim(regexp_replace(typed, '^[a-zA-Z0-9+.-]+://([^/?#:@]*)(:[0-9]*)?([/?#].*)?$', '\1'), '.'))
 WHERE typed LIKE '%://%';
