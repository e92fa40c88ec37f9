"""What any database does with dead letters, seen through its Protocol alone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.store.connect import open_dead_letters
from services.store.dead_letters import WantedLetters, check_kept, to_row
from services.store.protocol import UnusableDatabase
from services.wire.delivery.dead import DeadLetter
from services.wire.failures import Transient

IDS = ["9-0", "10-0", "10-9", "10-10", "1795515844767-0", "18446744073709551615-18446744073709551614"]


def letter(id="1-0", *, stage=b"ingest", reason=b"not JSON", **more):
    return DeadLetter(id, {b"stage": stage, b"reason": reason, **{k.encode(): v for k, v in more.items()}})


def ids(letters):
    return [letter.id for letter in letters]


@pytest.fixture
def letters(backend, store):
    """Those of a database that `store` has made."""
    return open_dead_letters(backend.url)


@given(st.dictionaries(st.binary() | st.just(b"reason"), st.binary() | st.just(b"a\0b\xff")))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_letter_comes_back_byte_for_byte_whatever_is_in_it(letters, fields):
    letters.keep([DeadLetter("1-0", fields)])
    assert letters.find("1-0") == DeadLetter("1-0", fields)
    assert letters.newer(None, 9) == [DeadLetter("1-0", fields)]
    letters.remove(["1-0"])


def test_a_large_letter_is_kept_whole(letters):
    large = letter(original=bytes(range(256)) * 50_000)
    letters.keep([large])
    assert letters.find("1-0") == large


def test_keeping_a_letter_again_changes_nothing(letters):
    letters.keep([letter(), letter("2-0")])
    letters.keep([letter(), letter("3-0")])
    assert letters.newer(None, 9) == [letter(), letter("2-0"), letter("3-0")]


def test_a_letter_whose_id_another_one_has_is_refused_in_one_line_and_the_other_stays(letters):
    letters.keep([letter()])
    with pytest.raises(
        UnusableDatabase, match=r"holds another dead letter 1-0, of another pipeline .* of its own"
    ) as refused:
        letters.keep([letter("2-0"), letter(article_id=b"another")])
    assert "\n" not in str(refused.value)
    assert letters.newer(None, 9) == [letter()]


def test_a_letter_without_a_row_is_not_kept_and_it_helps_to_try_again():
    with pytest.raises(Transient, match="2-0"):
        check_kept("a.db", [letter(), letter("2-0")], [to_row(letter())[::3]])


def test_removing_is_safe_to_repeat(letters):
    letters.keep([letter("1-0"), letter("2-0")])
    for _ in range(2):
        letters.remove(["1-0", "7-7"])
        assert ids(letters.newer(None, 9)) == ["2-0"]
    assert letters.find("1-0") is None


def test_nothing_kept_and_nothing_removed_is_no_error(letters):
    letters.keep([])
    letters.remove([])
    assert letters.older(None, 9) == []


def test_letters_come_in_the_order_of_their_ids_from_either_end(letters):
    letters.keep([letter(id) for id in reversed(IDS)])
    assert ids(letters.newer(None, 99)) == IDS
    assert ids(letters.older(None, 99)) == IDS[::-1]


def test_letters_are_read_in_pages(letters):
    letters.keep([letter(id) for id in IDS])
    assert ids(letters.newer(IDS[1], 2)) == IDS[2:4]
    assert ids(letters.older(IDS[3], 2)) == [IDS[2], IDS[1]]
    assert letters.newer(IDS[-1], 2) == letters.older(IDS[0], 2) == []


def test_a_page_of_large_letters_is_shorter_and_never_empty_before_the_end(letters):
    letters.keep([letter(id, body=b"x" * 1_000_000) for id in IDS] + [letter("1-0", body=b"x" * 9_000_000)])
    oldest_first: list[str] = []
    while page := letters.newer(oldest_first[-1] if oldest_first else None, 99):
        assert len(page) <= 4
        oldest_first += ids(page)
    assert oldest_first == ["1-0", *IDS]
    assert ids(letters.older("10-0", 99)) == ["9-0", "1-0"]


def test_letters_of_a_stage_or_a_reason_alone(letters):
    letters.keep([letter("1-0"), letter("2-0", stage=b"enrich"), letter("3-0", reason=b"100% bad_ness")])
    assert ids(letters.newer(None, 9, WantedLetters(stage="ingest"))) == ["1-0", "3-0"]
    assert ids(letters.older(None, 9, WantedLetters(reason="JSON"))) == ["2-0", "1-0"]
    assert ids(letters.newer(None, 9, WantedLetters("enrich", "JSON"))) == ["2-0"]
    assert ids(letters.newer(None, 9, WantedLetters(reason="% bad_"))) == ["3-0"]
    assert (
        letters.newer(None, 9, WantedLetters(reason="o%b"))
        == letters.newer(None, 9, WantedLetters(reason="json"))
        == []
    )
    assert ids(letters.older(None, 1, WantedLetters("ingest"))) == ["3-0"]


@given(
    st.builds(letter, stage=st.sampled_from([b"ingest", b"x\0"]), reason=st.binary(max_size=3)),
    st.none() | st.sampled_from(["ingest", "x"]),
    st.none() | st.text(st.sampled_from("aÿ�0"), max_size=2),
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_database_and_the_plain_code_agree_on_which_letters_are_wanted(letters, one, stage, reason):
    wanted = WantedLetters(stage, reason)
    letters.keep([one])
    assert letters.newer(None, 9, wanted) == [one] * wanted.fits(one)
    letters.remove([one.id])


def test_a_locked_database_is_transient_and_nothing_is_kept(backend, letters):
    with backend.locked(), pytest.raises(Transient):
        backend.impatient_letters().keep([letter()])
    assert letters.newer(None, 9) == []


def test_before_the_store_has_run_there_is_no_database(backend):
    letters = open_dead_letters(backend.url)
    for attempt in (lambda: letters.keep([letter()]), lambda: letters.find("1-0")):
        with pytest.raises(UnusableDatabase, match="no database"):
            attempt()


def test_a_database_too_new_for_the_code_is_refused(backend, letters):
    backend.later_version(9999)
    for attempt in (lambda: letters.keep([letter()]), lambda: letters.find("1-0")):
        with pytest.raises(UnusableDatabase, match="upgrade Dateline"):
            attempt()
