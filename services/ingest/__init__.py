"""Raw article in, clean article out: formats, cleaning, identity."""
