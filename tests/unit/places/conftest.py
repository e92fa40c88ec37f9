"""A gazetteer of a small world that nobody has to know: tests/gazetteer_wheels.py."""

from pathlib import Path

import pytest
from gazetteer_wheels import write_wheels

from services.enrich.places.build import build
from services.enrich.places.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def small_gazetteer(tmp_path_factory) -> Gazetteer:
    wheels: Path = tmp_path_factory.mktemp("wheels")
    write_wheels(wheels)
    build(wheels, wheels / "gazetteer.sqlite")
    return Gazetteer(wheels / "gazetteer.sqlite")
