-- Signatures are made of other numbers (services/store/resemblance.py), and the old ones are like none of those. The store
-- makes all anew when it starts, and the stories with them.
DELETE FROM stories;
DELETE FROM signatures;

-- New words wait in a list, which searches read as it is, until there are so many KiB of them; then they go into the index.
-- Where a million articles are, each word has a place of its own there: the more come at once, the less an article costs.
ALTER INDEX article_words_by_word SET (gin_pending_list_limit = 16384);
