import re

import pytest

from services.store.migrations import migrations


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_migrations_count_from_one_without_a_gap(database):
    numbers = [migration.number for migration in migrations(database)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_migration_that_takes_something_away_says_which_code_still_works(database):
    for migration in migrations(database):
        takes_away = re.search(r"\b(DROP|RENAME|SET NOT NULL|ALTER COLUMN \w+ TYPE)\b", migration.sql)
        assert not takes_away or "SET oldest =" in migration.sql, f"{migration.name}: see docs/upgrading.md"
