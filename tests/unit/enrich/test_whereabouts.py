"""Names that the words around them show to be places."""

import pytest

from services.enrich.entities.whereabouts import whereabouts


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[Halden], Ohio, won.", "Ohio"),
        ("[Halden], W.Va., won.", "West Virginia"),
        ("[Halden], Ont., won.", None),
        ("[Halden], Washington, won.", "Washington State"),
        ("[Halden], South Carolina, won.", "South Carolina"),
        ("[Halden], France, won.", "France"),
        ("[Halden], Moe and Dorn won.", None),
        ("King Abdullah of [Jordan] won.", "Jordan"),
        ("It rained in [Jordan].", "Jordan"),
        ("Michael [Jordan] won.", None),
        ("It rained in [Halden].", None),
    ],
)
def test_a_name_lies_where_the_text_puts_it(text, where):
    start, end = text.index("["), text.index("]") - 1
    assert whereabouts(text.replace("[", "").replace("]", ""), start, end) == where
