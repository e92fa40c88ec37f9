-- Which articles are one report in different papers (services/store/stories.py). `story` is the key of the article that
-- began it, and stays when that one is deleted. Whenever a store starts, it finds the story of articles without one.
CREATE TABLE stories (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    story INTEGER NOT NULL
);

CREATE INDEX stories_by_story ON stories (story);

-- The MinHash signature of each article, a row for each number (services/store/resemblance.py).
CREATE TABLE signatures (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    number INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

CREATE INDEX signatures_by_number ON signatures (number, article);

-- Whoever follows the changes is told of records that are now of another story.
CREATE TRIGGER stories_merged AFTER UPDATE OF story ON stories BEGIN
    DELETE FROM changes WHERE article = NEW.article;
    INSERT INTO changes (article) VALUES (NEW.article);
END;
