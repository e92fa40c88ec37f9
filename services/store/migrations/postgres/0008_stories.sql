-- Which articles are one report in different papers (services/store/stories.py). `story` is the key of the article that
-- began it, and stays when that one is deleted. Whenever a store starts, it finds the story of articles without one.
CREATE TABLE stories (
    article bigint PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    story bigint NOT NULL
);

CREATE INDEX stories_by_story ON stories (story);

-- The MinHash signature of each article, a row for each number (services/store/resemblance.py).
CREATE TABLE signatures (
    article bigint NOT NULL REFERENCES articles ON DELETE CASCADE,
    number integer NOT NULL,
    PRIMARY KEY (article, number)
);

CREATE INDEX signatures_by_number ON signatures (number, article);

-- Whoever follows the changes is told of records that are now of another story. As in note_change(), no lock comes later.
CREATE FUNCTION note_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1684108389);
    INSERT INTO changes (article) SELECT key FROM articles WHERE key = NEW.article
    ON CONFLICT (article) DO UPDATE SET sequence = DEFAULT;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER stories_merged AFTER UPDATE OF story ON stories
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_story();
