import time

import pytest

from services.console.revision_diff import difference


def lines(old, new) -> list[str]:
    return difference(old, new).plain.splitlines()


def test_words_that_went_and_came_are_marked_and_other_paragraphs_counted(enriched):
    old = enriched("Bridge opens\n\nIt opened on Friday.\n\nThe mayor spoke.\n\nAll were glad.")
    new = enriched("Bridge opens\n\nIt opened on Saturday, they say.\n\nThe mayor spoke.\n\nAll were glad.")
    assert lines(old, new) == [
        "… 1 paragraph as before",
        "It opened on [-Friday-]{+Saturday, they say+}.",
        "… 2 paragraphs as before",
    ]


def test_paragraphs_that_have_little_in_common_are_shown_whole(enriched):
    old, new = enriched("Same.\n\nThe mayor spoke of the bridge."), enriched("Same.\n\nRain fell all night long.")
    assert lines(old, new)[1:] == ["[-The mayor spoke of the bridge.-]{+Rain fell all night long.+}"]


def test_paragraphs_that_came_or_went_are_marked(enriched):
    short, long = enriched("One.\n\nThree."), enriched("One.\n\nTwo.\n\nThree.")
    assert lines(short, long)[1] == "{+Two.+}"
    assert lines(long, short)[1] == "[-Two.-]"


def test_other_fields_that_changed_come_first(enriched):
    old, new = enriched("Text", byline="Jo", url=None), enriched("Text", byline="Jo Bloggs", url="https://a.example/")
    assert lines(old, new)[:2] == ["url {+https://a.example/+}", "byline [-Jo-]{+Jo Bloggs+}"]


def test_a_text_cannot_steer_the_terminal(enriched):
    shown = "".join(lines(enriched("a \x1b[31m b"), enriched("a \x9b31m c", byline="\x1b]0;x\x07")))
    assert not set(shown) & {"\x1b", "\x9b", "\x07"}


def test_very_long_passages_take_a_moment_only(enriched):
    old = enriched(" ".join(f"a{n}" for n in range(50_000)))
    new = enriched(" ".join(f"b{n}" for n in range(50_000)))
    assert lines(old, new)[0].startswith("[-a0 a1")


@pytest.mark.parametrize(("before", "after"), [("a b\n", "a b\nc d\n"), ("a ", "a b "), ("a\n", "b\na\n")])
def test_words_and_paragraphs_repeated_without_end_take_a_moment_only(enriched, before, after):
    begun = time.process_time()
    lines(enriched(before * 2_000), enriched(after * 2_000))
    assert time.process_time() - begun < 5
