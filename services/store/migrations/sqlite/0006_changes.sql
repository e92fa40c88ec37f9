-- What changed last, numbered in the order of the commits: SQLite has one writer at a time. A row stands for a revision
-- as it is now, or for an article that was deleted, by its id. Triggers keep it, whoever writes.
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER UNIQUE REFERENCES articles ON DELETE CASCADE,
    deleted TEXT UNIQUE,
    CHECK ((article IS NULL) <> (deleted IS NULL))
);

INSERT INTO changes (article) SELECT key FROM articles ORDER BY key;

CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN
    INSERT INTO changes (article) VALUES (NEW.key);
END;

-- Whoever replaces what was found in an article names the engine that found it, be it the same.
CREATE TRIGGER articles_replaced AFTER UPDATE OF engine_dateline ON articles BEGIN
    DELETE FROM changes WHERE article = NEW.key;
    INSERT INTO changes (article) VALUES (NEW.key);
END;

CREATE TRIGGER articles_deleted AFTER DELETE ON articles
WHEN NOT EXISTS (SELECT 1 FROM articles WHERE id = OLD.id) BEGIN
    DELETE FROM changes WHERE deleted = OLD.id;
    INSERT INTO changes (deleted) VALUES (OLD.id);
END;
