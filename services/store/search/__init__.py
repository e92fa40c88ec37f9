"""Finding stored articles by their words, and by who, where and when they are about."""
