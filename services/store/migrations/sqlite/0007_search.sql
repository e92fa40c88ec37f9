-- The words of every article, cut by services/store/search/words.py, for full-text search; `rowid` is the article's
-- key. Whenever a store starts, it adds the articles that are missing, those from before this migration included.
CREATE VIRTUAL TABLE article_words USING fts5 (headline, body, tokenize = 'ascii');

CREATE TRIGGER article_words_go_with_their_article AFTER DELETE ON articles BEGIN
    DELETE FROM article_words WHERE rowid = old.key;
END;

CREATE INDEX articles_by_source ON articles (lower(source));

-- Where a thing is: the country (ISO 3166) and state of its place.
ALTER TABLE canonical_entities ADD COLUMN country TEXT;
ALTER TABLE canonical_entities ADD COLUMN admin1 TEXT;

UPDATE canonical_entities SET (country, admin1) = (
    SELECT json_extract(place, '$.country'), json_extract(place, '$.admin1') FROM entities
    WHERE canonical = canonical_entities.key LIMIT 1) WHERE geonames <> 0;

CREATE INDEX canonical_entities_by_place ON canonical_entities (geonames) WHERE geonames <> 0;
CREATE INDEX canonical_entities_by_country ON canonical_entities (country, admin1) WHERE geonames <> 0;
