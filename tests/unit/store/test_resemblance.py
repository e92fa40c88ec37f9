import rensa
from hypothesis import given
from hypothesis import strategies as st

from services.store.resemblance import READ, Text, alike, signatures

REPORT = " ".join(
    f"On day {n} the council of Town{n} counted {n * 7} swans and {n * 3} geese on its pond." for n in range(9)
)
NOTICE = """It was {0} degrees in {1} this morning, and it will not get much warmer than that before the evening, as the
weather office in {1} said. Light winds from the west at {2} kilometres an hour will bring rain to the hills, but the
coast should stay dry until {3}. Those who go to sea are asked to listen to the radio, for fog may come up near {4} and
stay all night. The water is {5} degrees warm. The next notice appears tomorrow at the same hour in the same place."""


def test_signatures_are_those_that_databases_hold():
    assert rensa.CMinHash.ALGORITHM_VERSION == 2
    [found] = signatures([Text("The quick brown fox jumps over the lazy dog")])
    assert found[:4] == [-1557318555, -1459870482, -1372851638, -1137493752]
    assert len(found) == 16


def test_case_punctuation_and_spacing_make_no_difference():
    one, other = signatures([Text("“Don’t stop – the show”, he said."), Text("don't STOP: the show he\n\nsaid")])
    assert one == other


def test_a_text_of_less_than_four_words_has_no_signature():
    assert signatures([Text(""), Text("Three words only"), Text("…")]) == [[], [], []]


def test_only_the_beginning_of_a_long_text_counts():
    beginning = "word " * (READ // 5)
    assert signatures([Text(beginning)]) == signatures([Text(f"{beginning}and another end of it")])


def test_a_text_is_like_its_copy_with_a_part_cut_off_and_another_added():
    cut = REPORT[: len(REPORT) // 2]
    assert alike(Text(REPORT), Text(cut))
    assert alike(Text(f"{cut} Readers here had counted them before anybody asked for it."), Text(REPORT))


def test_the_same_words_with_other_names_and_numbers_are_another_report():
    one = Text(NOTICE.format(12, "Asker", 20, "Friday", "Selwyn", 9))
    other = Text(NOTICE.format(14, "Marrow", 35, "Tuesday", "Tolland", 10))
    assert len(one.shingles & other.shingles) > 0.6 * len(one.shingles)
    assert not alike(one, other)


def test_a_text_is_not_like_a_collection_of_which_it_is_a_small_part():
    others = " ".join(f"Item {n} of the list is about matter {n}, as reader {n} wrote to us." for n in range(60))
    assert not alike(Text(REPORT), Text(f"{REPORT} {others}"))


def test_short_texts_are_alike_only_if_they_are_nearly_the_same():
    assert alike(Text("More follows on this story later today"), Text("More follows on this story: later today"))
    assert not alike(Text("Storm: more follows on this story"), Text("Election: more follows on this story"))


@given(st.text(), st.text())
def test_likeness_is_mutual_and_no_text_breaks_it(one, other):
    assert alike(Text(one), Text(other)) == alike(Text(other), Text(one))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_a_signature_is_of_its_text_alone(texts):
    together = signatures(map(Text, texts))
    assert together == [found for text in texts for found in signatures([Text(text)])]
    assert all(-(2**31) <= number < 2**31 for numbers in together for number in numbers)


def test_numbers_are_as_spread_as_any_so_that_few_are_shared_by_chance():
    texts = [Text(" ".join(f"w{n * 1000 + word}" for word in range(400))) for n in range(200)]
    numbers = [number for found in signatures(texts) for number in found]
    assert 0.45 < sum(number > 0 for number in numbers) / len(numbers) < 0.55
