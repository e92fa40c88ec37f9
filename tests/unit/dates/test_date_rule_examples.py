"""Every rule family's examples, which stand beside its rules."""

import pytest

from services.enrich.dates import find_dates, rules

EXAMPLES = [
    pytest.param(example, id=f"{family.__name__.rsplit('.', 1)[-1]}: {example.text[:50]}")
    for family in rules.FAMILIES
    for example in family.EXAMPLES
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_as_its_family_says(example):
    found = find_dates(example.text, example.published)
    assert tuple((timex.text, timex.type, timex.value) for timex in found) == example.expected
