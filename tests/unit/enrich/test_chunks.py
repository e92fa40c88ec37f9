"""Cutting long texts for the model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.entities.chunks import cut


@given(st.text(alphabet="ab. \n", max_size=300), st.integers(2, 40))
def test_pieces_add_up_to_the_text_at_their_offsets(text, limit):
    pieces = list(cut(text, limit))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text[start : start + len(piece)] == piece for start, piece in pieces)
    assert all(0 < len(piece) <= limit for _, piece in pieces)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two\nx\n\nThree four", "One. Two\nx\n\n"),
        ("One. Two x\nThree four", "One. Two x\n"),
        ("One one. Two three four", "One one. "),
        ("oneonetwo three four", "oneonetwo "),
        ("oneonetwothreefour", "oneonetwothr"),
    ],
)
def test_a_piece_ends_at_the_best_place_in_its_second_half(text, first):
    assert next(cut(text, 12)) == (0, first)
