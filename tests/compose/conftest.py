"""The images, built once for all these tests.

Without Docker these are skipped, unless TEST_DATELINE_REQUIRE_DOCKER is set: then that is a failure, as in CI.
"""

import os

import pytest
from compose_project import Project, missing


@pytest.fixture(scope="session", autouse=True)
def images() -> None:
    """Build them, one after the other: the builder without BuildKit would do what they share several times at once."""
    if reason := missing():
        if os.environ.get("TEST_DATELINE_REQUIRE_DOCKER"):
            pytest.fail(reason)
        pytest.skip(reason)
    for service in ("ingest", "store", "enrich", "cli"):
        Project().compose("build", "--quiet", service)
