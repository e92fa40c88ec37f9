-- Articles that were deleted. `entry` is the last entry of articles.raw that must not bring the article back, both of its
-- numbers with 20 digits; `finished` is false until Redis has forgotten the article as well.
CREATE TABLE deletions (
    article text COLLATE "C" PRIMARY KEY,
    entry text COLLATE "C" NOT NULL,
    finished boolean NOT NULL DEFAULT false,
    deleted timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX deletions_by_time ON deletions (deleted);
CREATE INDEX deletions_to_finish ON deletions (article) WHERE NOT finished;

CREATE INDEX articles_by_storing ON articles (stored);
