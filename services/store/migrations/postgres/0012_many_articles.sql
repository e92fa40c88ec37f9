-- Which kind of signature an article has (VERSION in services/store/resemblance.py); null for the first. Whenever a store
-- starts, it signs those anew that have another: those from before this migration, and those of older stores beside it.
ALTER TABLE stories ADD COLUMN signature integer;

-- New words wait in a list, which searches read as it is, until there are so many KiB of them; then they go into the index.
-- Where a million articles are, each word has a place of its own there: the more come at once, the less an article costs.
ALTER INDEX article_words_by_word SET (gin_pending_list_limit = 16384);
