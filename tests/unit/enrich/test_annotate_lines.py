"""`{"id", "published", "text"}` a line in, `{"id", "dates", "entities"}` a line out; with mentions, their places."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.enrich.annotate import Annotator
from services.enrich.lines import Annotated, BadLine, Problem, annotate_lines, read
from services.enrich.places.gazetteer import Place


def line(**fields) -> bytes:
    return json.dumps(fields).encode()


@pytest.fixture
def annotated(quick):
    return lambda *lines: list(annotate_lines(quick, lines))


def test_a_line_gives_its_id_dates_and_entities(annotated):
    (result,) = annotated(line(id="a", published="2012-12-29", text="NATO met on Friday."))
    output = json.loads(result.output)
    assert output["id"] == "a"
    assert [(d["start"], d["end"], d["value"]) for d in output["dates"]] == [(12, 18, "2012-12-28")]
    assert output["entities"] == [
        {
            "id": 1,
            "label": "ORG",
            "name": "NATO",
            "mentions": [{"start": 0, "end": 4, "text": "NATO"}],
            "place": None,
        }
    ]


def test_offsets_count_characters_of_the_text_as_given(annotated):
    (result,) = annotated(line(text="  \t\r\né😀 NATO\r\n"))
    assert json.loads(result.output)["entities"][0]["mentions"][0]["start"] == 8


def test_output_is_one_readable_line_even_where_the_text_has_several(annotated):
    (result,) = annotated(line(id="Zoë\n", text="NATO\nNATO"))
    assert "\n" not in result.output
    assert "Zoë" in result.output


@pytest.mark.parametrize("identity", ["a", "", 0, -5, 1.5, True, None, 12345678901234567890])
def test_an_id_is_given_back_unchanged(annotated, identity):
    (result,) = annotated(line(id=identity, text=""))
    given_back = json.loads(result.output)["id"]
    assert (given_back, type(given_back)) == (identity, type(identity))


def test_a_missing_id_is_null(annotated):
    (result,) = annotated(line(text="x"))
    assert json.loads(result.output)["id"] is None


def test_an_empty_text_gives_a_line(annotated):
    assert annotated(line(id=1, text="")) == [Annotated(1, '{"id": 1, "dates": [], "entities": []}')]


@pytest.mark.parametrize("fields", [{}, {"published": None}])
def test_without_published_no_date_is_assumed(annotated, fields):
    (result,) = annotated(line(text="They met on Friday.", **fields))
    assert [timex["value"] for timex in json.loads(result.output)["dates"]] == [None]


def test_published_may_have_a_time_and_its_own_day_counts(annotated):
    (result,) = annotated(line(text="They met today.", published="2012-12-29T23:59:00-11:00"))
    assert json.loads(result.output)["dates"][0]["value"] == "2012-12-29"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "not JSON"),
        (b"{'text': 1}", "not JSON"),
        (b'{"id": NaN, "text": ""}', "NaN"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": "\xff"}', "not UTF-8 at byte 11"),
        (b"[]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b"{}", "no 'text'"),
        (b'{"text": 5}', "'text' must be a string"),
        (b'{"text": "", "id": []}', "'id' must be"),
        (b'{"text": "", "id": 1e999}', "'id' must be"),
        (b'{"text": "", "published": "31 February"}', "'published' must be an ISO date"),
        (b'{"text": "", "published": "2013-02-31"}', "'published' must be an ISO date"),
        (b'{"text": "", "published": 2012}', "'published' must be an ISO date"),
        (b'{"text": "", "published": ""}', "'published' must be an ISO date"),
        (b'{"text": "Rome", "mentions": 5}', "'mentions' must be a list"),
        (b'{"text": "Rome", "mentions": [5]}', "which has 4: number 1 isn't"),
        (b'{"text": "Rome", "mentions": [{"start": 0, "end": 4}, {"start": 0}]}', "number 2 isn't"),
        (b'{"text": "Rome", "mentions": [{"start": 0, "end": 5}]}', "number 1 isn't"),
        (b'{"text": "Rome", "mentions": [{"start": -1, "end": 4}]}', "number 1 isn't"),
        (b'{"text": "Rome", "mentions": [{"start": 2, "end": 2}]}', "number 1 isn't"),
        (b'{"text": "Rome", "mentions": [{"start": 0, "end": 4.0}]}', "number 1 isn't"),
        (b'{"text": "Rome", "mentions": [{"start": false, "end": 4}]}', "number 1 isn't"),
    ],
)
def test_a_bad_line_says_why_in_one_line(bad, reason):
    with pytest.raises(BadLine) as caught:
        read(1, bad)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


class Rome:
    """A gazetteer of one city."""

    def find(self, name):
        return [Place(3169070, "Rome", "IT", "07", "RM", 41.89, 12.51, 2318895, "PPLC", main=True)] * (name == "Rome")

    def state(self, country, admin1):
        return Place(3174976, "Lazio", country, admin1, "", 41.98, 12.77, 5502886, "ADM1", main=True)


@pytest.fixture
def located(words):
    return lambda *lines: list(annotate_lines(Annotator(words, Rome()), lines))


def test_with_mentions_a_line_gives_the_place_of_each_and_nothing_else(located):
    (result,) = located(line(id=7, text="Rome, ROME", mentions=[{"start": 6, "end": 10}, {"start": 0, "end": 4}]))
    nowhere = dict.fromkeys(("geonames", "name", "country", "admin1", "lat", "lon", "confidence"))
    output = json.loads(result.output)
    assert output.keys() == {"id", "places"}
    assert [place.pop("confidence") > 0.9 for place in output["places"]] == [True, True]
    assert output["places"] == [
        {
            "start": start,
            "end": start + 4,
            "text": text,
            "geonames": 3169070,
            "name": "Rome",
            "country": "IT",
            "admin1": "Lazio",
            "lat": 41.89,
            "lon": 12.51,
        }
        for start, text in ((6, "ROME"), (0, "Rome"))
    ]
    (result,) = located(line(text="Ostia", mentions=[{"start": 0, "end": 5}]))
    assert json.loads(result.output)["places"] == [{"start": 0, "end": 5, "text": "Ostia"} | nowhere]


def test_mentions_are_those_of_their_own_line(located):
    asked = [{"start": 0, "end": 4}]
    lines = [line(text="NATO"), line(text="Rome", mentions=asked), line(text="OPEC"), line(text="", mentions=[])]
    first, second, third, fourth = (json.loads(result.output) for result in located(*lines))
    assert [first["entities"][0]["name"], third["entities"][0]["name"]] == ["NATO", "OPEC"]
    assert second["places"][0]["name"] == "Rome"
    assert fourth["places"] == []


def test_mentions_without_a_gazetteer_are_a_problem_of_their_line(annotated):
    results = annotated(line(text="Rome", mentions=[{"start": 0, "end": 4}]), line(text="NATO"))
    assert results[0] == Problem(1, "'mentions' need the gazetteer, which DATELINE_PLACES=off leaves out")
    assert isinstance(results[1], Annotated)


def test_a_bad_line_is_reported_by_its_number_in_its_place(annotated):
    results = annotated(line(id=1, text="a"), b"{", line(id=3, text="b"))
    assert [type(result) for result in results] == [Annotated, Problem, Annotated]
    assert [result.line for result in results] == [1, 2, 3]


def test_blank_lines_are_ignored_but_counted(annotated):
    assert [result.line for result in annotated(b"\n", b" \r\n", line(text="a"), b"")] == [3]


def test_a_byte_order_mark_is_no_part_of_the_line(annotated):
    (result,) = annotated(b"\xef\xbb\xbf" + line(text="a"))
    assert isinstance(result, Annotated)


def test_half_a_surrogate_pair_comes_back_escaped_in_an_id(annotated):
    (result,) = annotated(rb'{"id": "\ud800", "text": "\ud800 NATO \udfff"}')
    assert json.loads(result.output.encode())["id"] == "\ud800"
    assert json.loads(result.output)["entities"][0]["mentions"][0]["start"] == 2


def test_a_text_that_breaks_the_annotator_costs_no_other_line(annotated):
    results = annotated(line(text="NATO"), line(text="POISON"), line(text="NATO"))
    assert [type(result) for result in results] == [Annotated, Problem, Annotated]
    assert results[1].reason == "could not be annotated: RuntimeError: a defect of two lines"


def test_lines_go_through_the_model_in_batches(annotated, words):
    annotated(*(line(text="NATO") for _ in range(100)))
    assert words.batches == [64, 36]


def test_a_batch_of_long_texts_is_cut_short(annotated, words):
    annotated(*(line(text="NATO" + " " * 100_000) for _ in range(5)))
    assert words.batches == [2, 2, 1]


def test_results_come_before_all_input_is_read(quick):
    def endless():
        while True:
            yield line(text="NATO")

    assert next(annotate_lines(quick, endless())).line == 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.binary(max_size=20), st.builds(line, id=st.integers(), text=st.text(max_size=20)))))
def test_every_line_that_is_not_blank_has_one_result_in_order(quick, lines):
    results = list(annotate_lines(quick, lines))
    assert [result.line for result in results] == [n for n, one in enumerate(lines, 1) if one.strip()]
    assert all(isinstance(json.loads(r.output.encode()), dict) for r in results if isinstance(r, Annotated))
