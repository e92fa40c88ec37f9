-- `anchor` is 'publication' or the `start` of the expression that the value was resolved against; both columns are
-- null where the words say all, and for dates of articles that were stored before there were such columns.
ALTER TABLE dates ADD COLUMN anchor TEXT;
ALTER TABLE dates ADD COLUMN rule TEXT;
