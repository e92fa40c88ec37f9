import pytest

from services.store.migrations import migrations


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_migrations_count_from_one_without_a_gap(database):
    numbers = [migration.number for migration in migrations(database)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
