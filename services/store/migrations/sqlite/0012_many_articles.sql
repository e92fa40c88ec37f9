-- Which kind of signature an article has (VERSION in services/store/resemblance.py); null for the first. Whenever a store
-- starts, it signs those anew that have another: those from before this migration, and those of older stores beside it.
ALTER TABLE stories ADD COLUMN signature INTEGER;
