-- Articles that were deleted. `entry` is the last entry of articles.raw that must not bring the article back, both of its
-- numbers with 20 digits; `finished` is 0 until Redis has forgotten the article as well.
CREATE TABLE deletions (
    article TEXT PRIMARY KEY,
    entry TEXT NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0,
    deleted TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

CREATE INDEX deletions_by_time ON deletions (deleted);
CREATE INDEX deletions_to_finish ON deletions (article) WHERE NOT finished;

CREATE INDEX articles_by_storing ON articles (stored);
