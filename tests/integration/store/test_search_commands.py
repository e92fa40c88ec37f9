"""`search` and `timeline` on a real database, run as people run them. No Redis runs."""

import json

import pytest
from stored_articles import article, full_article

from services.wire.messages import Entity, Mention, Place

HOSTILE = "\x1b[31mred\x9b2J \u202estorm"
QUESTION = ("search", "storm", "--entity", "Ana Cruz", "--on", "2012-12", "--source", "example")
ODD = ['"a', "AND", "a OR", "NOT b", "NEAR(a b)", "a:b", "^a", "a*b", "中国", "a\ud83d", "$1", "x\\y", "a' OR 1"]
WORDLESS = ["'", '"', "%", "😀", "(", "\\", "-a", "*", " "]


def located(id, name, geonames, country, admin1=None):
    """An article that names one place."""
    place = Place(geonames=geonames, name=name, country=country, admin1=admin1, lat=1, lon=1, confidence=0.9)
    entity = Entity(id=1, label="GPE", name=name, mentions=(Mention(start=0, end=1, text=name),), place=place)
    return article(id, f"{name}\n\nNews", headline=name, entities=(entity,))


def test_search_prints_headline_origin_and_the_words_in_their_place(dateline, database):
    database.save([full_article(), article("b", "The Storm\n\nA storm came.", headline="The Storm")])
    printed, _ = dateline("search", "storm", "came")
    assert printed == "The Storm\n  b · 2012-12-29\nA «storm» «came».\n\n"


def test_search_takes_words_entity_date_and_source_together(dateline, database):
    database.save([full_article(), article("b", "storm", source="Example")])
    assert "Storm hits Cebu\n  full · 2012-12-29 · Example\n" in dateline(*QUESTION)[0]
    printed, problem = dateline(*QUESTION[:-3], "2011", code=1)
    assert (printed, problem.count("\n")) == ("", 1)


def test_an_exclusion_stands_in_quotation_marks_or_after_two_dashes_as_the_help_says(dateline, database):
    database.save([article("a", "storm and ferry"), article("b", "storm")])
    assert dateline("search", "storm -ferry") == dateline("search", "--", "storm", "-ferry")
    assert "  b · " in dateline("search", "--", "storm", "-ferry")[0]
    for command in ("search", "timeline"):
        assert "in quotation marks, or after --" in " ".join(dateline(command, "--help")[0].split())


def test_search_says_that_there_are_more(dateline, database):
    database.save([article(f"{n}", f"storm {n}") for n in range(3)])
    printed, _ = dateline("search", "storm", "--limit", "2")
    assert printed.endswith("There are more: --limit N\n")
    assert "more" not in dateline("search", "storm", "--limit", "3")[0]


def test_search_prints_records_as_json(dateline, database):
    database.save([full_article()])
    printed, _ = dateline("search", '"mayor of"', "--json")
    found = json.loads(printed)
    [(begin, end)] = found["marks"]
    assert found["snippet"][begin:end] == "mayor of"
    assert found.pop("score") > 0
    assert list(found) == ["id", "revision", "published", "source", "headline", "snippet", "marks"]
    assert json.loads(dateline("search", "--source", "example", "--json")[0])["score"] is None


def test_a_place_is_every_one_of_that_name_and_all_inside_it(dateline, database):
    database.save(
        [
            located("lyon", "Lyon", 2996944, "FR", "Auvergne-Rhône-Alpes"),
            located("tbilisi", "Tbilisi", 611717, "GE"),
            located("atlanta", "Atlanta", 4180439, "US", "Georgia"),
        ]
    )

    def ids(place):
        return {json.loads(line)["id"] for line in dateline("search", "--place", place, "--json")[0].splitlines()}

    assert ids("France") == ids("Lyon") == {"lyon"}
    assert ids("Georgia") == {"tbilisi", "atlanta"}
    assert ids("Georgia, US") == {"atlanta"}
    assert dateline("search", "--place", "Qwertz", code=1)[1].startswith("dateline: no place is called 'Qwertz'")


@pytest.mark.parametrize("command", ["search", "timeline"])
def test_any_line_is_words_to_look_for_or_refused(dateline, database, command):
    database.save([full_article()])
    for line in ODD:
        assert dateline(command, "--", line, code=1)[1].startswith("dateline: no stored article")
    for line in WORDLESS:
        assert "no word to look for" in dateline(command, "--", line, code=2)[1]


def test_nothing_found_is_one_line_and_exit_code_1(dateline, database):
    database.save([full_article()])
    for command in ("search", "timeline"):
        printed, problem = dateline(command, "flood", code=1)
        assert (printed, problem.count("\n")) == ("", 1)
    _, problem = dateline("search", "--entity", "Ana Crus", code=1)
    assert problem == "dateline: no stored article names 'Ana Crus': the nearest are Ana Cruz (PERSON, 1)\n"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["search"], "give words, or one of the options"),
        (["search", "--on", "2012-13"], "'2012-13' is no year, month or day"),
        (["search", "--on", "2012", "--to", "2013"], "either --on, or --from and --to"),
        (["timeline", "--from", "2013", "--to", "2012"], "2012 is before 2013"),
        (["timeline", "--by", "week"], "--by"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_words(dateline, database, arguments, problem):
    assert problem in dateline(*arguments, code=2)[1]


def test_timeline_in_a_pipe_is_a_chart_of_whole_lines(dateline, database, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    database.save([full_article()])
    printed, _ = dateline("timeline")
    assert (
        printed
        == "2012-12-24 ██████████████ 1  On Monday Ana Cruz, mayor of Cebu, spoke. “Now”, Cruz said — 日本語 😀\n"
    )
    assert dateline("timeline", "--by", "decade", "--entity", "ana cruz")[0].startswith("2010s ██████████████ 1  On")


def test_timeline_says_what_it_leaves_out(dateline, database):
    dates = full_article().dates[:1]
    other = dates[0].model_copy(update={"begin": "2011-01-01", "end_before": "2011-01-02"})
    database.save([article("a", text=full_article().text, dates=(*dates, *dates, other))])
    printed, _ = dateline("timeline", "--by", "day", "--limit", "1")
    assert printed.splitlines()[1] == "Periods with fewer dates, left out: 1; more with --limit N"


def test_timeline_prints_records_as_json(dateline, database):
    database.save([full_article()])
    assert json.loads(dateline("timeline", "--json")[0]) == {
        "period": "2012-12-24",
        "dates": 1,
        "id": "full",
        "published": "2012-12-29T10:15:00+04:00",
        "headline": "Storm hits Cebu",
        "snippet": "On Monday Ana Cruz, mayor of Cebu, spoke. “Now”, Cruz said — 日本語 😀",
        "marks": [[3, 9]],
    }


def test_a_hostile_article_can_steer_no_terminal(dateline, database):
    dates = full_article().dates[:1]
    database.save(
        [article("a", f"{HOSTILE}\n\nOn {HOSTILE} Monday storm", headline=HOSTILE, source=HOSTILE, dates=dates)]
    )
    for command in (["search", "storm"], ["timeline"]):
        printed, _ = dateline(*command)
        assert not set("\x1b\x9b\u202e") & set(printed)
