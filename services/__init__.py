"""Dateline: a newswire pipeline of separate services that share nothing but `services.wire`."""
