"""Which redis-server is run."""

from pathlib import Path

import pytest

from services.console import redis_binary


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The redis-server that PATH finds first; there is nothing in it yet."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "redis-server"


def says(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\necho '{text}'\n")
    path.chmod(0o755)


def test_a_recent_server_on_path_goes_before_the_wheels(on_path: Path) -> None:
    says(on_path, "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1")
    assert redis_binary.version(str(on_path)) == (7, 0, 15)
    assert redis_binary.redis_server() == str(on_path)


@pytest.mark.parametrize("text", ["Redis server v=6.2.14 sha=00000000:0 malloc=libc bits=64", "something else"])
def test_an_old_or_unknown_server_on_path_is_passed_over(on_path: Path, text: str) -> None:
    says(on_path, text)
    assert redis_binary.redis_server() == redis_binary.in_wheel()


def test_a_server_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    assert redis_binary.version(str(tmp_path / "nowhere")) == ()
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho v=8.0\nexit 1\n")
    broken.chmod(0o755)
    assert redis_binary.version(str(broken)) == ()
