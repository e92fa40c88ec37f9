"""Reading articles from files, one small module a format."""
