-- SPDX-License-Identifier: Apache-2.0
--
-- Only the rows of the providers (src/model/provider) list the strategies, so that
-- a new one needs no migration.

ALTER TABLE connection DROP CONSTRAINT connection_strategy_check,
	ADD CONSTRAINT connection_strategy_check CHECK (length(strategy) BETWEEN 1 AND 64);
