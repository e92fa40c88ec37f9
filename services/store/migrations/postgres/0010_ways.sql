-- How the record of an article came to be: its W3C trace id and, as a JSON array, what each stage did with it
-- (Step in services/wire/messages/trail.py). Records that are older than this table have no row.
CREATE TABLE ways (
    article bigint PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    trace_id text NOT NULL,
    steps jsonb NOT NULL
);
