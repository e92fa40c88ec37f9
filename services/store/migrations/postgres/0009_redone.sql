-- When the enrichment that is stored was asked for, in Unix milliseconds by the clock of Redis; null for the first one. A
-- message replaces a record only if it was asked for later, so none that is redelivered puts back an older one.
ALTER TABLE articles ADD COLUMN redone bigint;

CREATE INDEX articles_by_engine ON articles (engine_dateline, engine_model);
