-- Old dead letters, moved here from Redis. `id` is that in articles.dead with both numbers to 20 digits, so that it
-- sorts; `fields` are all fields of the letter, a JSON array of names and values in base64.
CREATE TABLE dead_letters (
    id text COLLATE "C" PRIMARY KEY,
    stage text NOT NULL,
    reason text NOT NULL,
    fields text NOT NULL
);
