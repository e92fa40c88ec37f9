"""Feeds that go on: fetched again and again, politely, and with care for where their servers lead."""
