-- Signatures are made of other numbers (services/store/resemblance.py), and the old ones are like none of those. The store
-- makes all anew when it starts, and the stories with them.
DELETE FROM stories;
DELETE FROM signatures;
