-- Every revision of every article. Rows of the other tables point to `key`, which grows in order of storing.
CREATE TABLE articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    entry TEXT NOT NULL,
    url TEXT,
    source TEXT,
    headline TEXT,
    byline TEXT,
    published TEXT NOT NULL,
    published_from TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    engine_dateline TEXT NOT NULL,
    engine_model TEXT,
    stored TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    -- `published` in UTC, for order only; a date alone counts as its midnight.
    published_utc TEXT GENERATED ALWAYS AS (datetime(published)) VIRTUAL,
    UNIQUE (id, revision),
    UNIQUE (id, content_hash)
);

CREATE INDEX articles_by_publication ON articles (published_utc, key);

-- `place` is the message's Place as JSON.
CREATE TABLE entities (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    id INTEGER NOT NULL,
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT,
    PRIMARY KEY (article, id)
) WITHOUT ROWID;

-- Offsets count characters of articles.text, half-open: here and in dates.
CREATE TABLE mentions (
    article INTEGER NOT NULL,
    number INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article, number),
    FOREIGN KEY (article, entity) REFERENCES entities ON DELETE CASCADE
) WITHOUT ROWID;

-- `begin` and `end_before`: the half-open ISO calendar interval that `value` covers.
CREATE TABLE dates (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT,
    mod TEXT,
    begin TEXT,
    end_before TEXT,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

CREATE INDEX dates_by_interval ON dates (begin, end_before);
