"""Makes teams on whatever Redis a test has."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from teams import Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Callable[..., Team]]:
    """Makes a team with this URL of Redis and these settings, in a folder of its own."""
    with ExitStack() as stack:

        def make(url: str, **environment: str) -> Team:
            folder = tmp_path / f"team-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            return Team(folder, url, environment, stack)

        yield make
