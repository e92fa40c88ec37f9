-- Every thing that articles name, once: entities with the same label, normalised name (`name_key`, by
-- services/store/canonical.py) and GeoNames id (0 for what is no known place) are one thing. `name` is how it was
-- spelt first. How many articles name it is counted when asked, never kept.
CREATE TABLE canonical_entities (
    key INTEGER PRIMARY KEY,
    name_key TEXT NOT NULL,
    label TEXT NOT NULL,
    geonames INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (name_key, label, geonames)
);

-- Null for a name that no index can hold, and for what a store of an older version saved: whenever a store starts, it
-- fills in the latter, those that were here before this migration included.
ALTER TABLE entities ADD COLUMN canonical INTEGER REFERENCES canonical_entities;

CREATE INDEX entities_by_canonical ON entities (canonical, article);
