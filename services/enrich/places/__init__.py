"""Places: the gazetteer, and which of its places an article means."""
