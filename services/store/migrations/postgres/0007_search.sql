-- The words of every article, cut by services/store/search/words.py, for full-text search; those of the headline
-- have the weight A. Whenever a store starts, it adds the articles that are missing, those from before this migration
-- included.
CREATE TABLE article_words (
    article bigint PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    words tsvector NOT NULL
);

CREATE INDEX article_words_by_word ON article_words USING gin (words);

CREATE INDEX articles_by_source ON articles (lower(source));

-- Where a thing is: the country (ISO 3166) and state of its place.
ALTER TABLE canonical_entities ADD COLUMN country text;
ALTER TABLE canonical_entities ADD COLUMN admin1 text;

UPDATE canonical_entities SET (country, admin1) = (
    SELECT place ->> 'country', place ->> 'admin1' FROM entities
    WHERE canonical = canonical_entities.key LIMIT 1) WHERE geonames <> 0;

CREATE INDEX canonical_entities_by_place ON canonical_entities (geonames) WHERE geonames <> 0;
CREATE INDEX canonical_entities_by_country ON canonical_entities (country, admin1) WHERE geonames <> 0;
