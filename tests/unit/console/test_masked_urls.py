"""Passwords never show."""

import pytest

from services.wire.masked import masked


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
        ("redis://:secret@host:1/0", "redis://:***@host:1/0"),
        ("rediss://user:p@ss:word@host/0", "rediss://user:***@host/0"),
        ("redis://:pa/ss?word#@host/0", "redis://:***@host/0"),
        ("redis://user@host", "redis://user@host"),
        (
            "postgresql://host/db?user=a&password=secret&sslmode=require",
            "postgresql://host/db?user=a&password=***&sslmode=require",
        ),
        ("redis://h/0?ssl_password=x", "redis://h/0?ssl_password=***"),
        ("redis://:secret@[::1", "redis://:***@[::1"),
        ("unix:///run/redis.sock?password=x", "unix:///run/redis.sock?password=***"),
        ("sqlite:///dateline-data/dateline.db", "sqlite:///dateline-data/dateline.db"),
        ("", ""),
    ],
)
def test_passwords_are_masked_and_nothing_else(url: str, shown: str):
    assert masked(url) == shown
