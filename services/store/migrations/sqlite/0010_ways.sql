-- How the record of an article came to be: its W3C trace id and, as a JSON array, what each stage did with it
-- (Step in services/wire/messages/trail.py). Records that are older than this table have no row.
CREATE TABLE ways (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    trace_id TEXT NOT NULL,
    steps TEXT NOT NULL
);
