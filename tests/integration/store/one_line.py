"""What a failing call to a store says."""

from collections.abc import Callable

import pytest
from postgres_server import PASSWORD


def one_line(kind: type[Exception], attempt: Callable[[], object]) -> str:
    """The message of the exception that the attempt must raise: one line, without the password."""
    with pytest.raises(kind) as raised:
        attempt()
    assert "\n" not in str(raised.value)
    assert PASSWORD not in str(raised.value)
    return str(raised.value)
