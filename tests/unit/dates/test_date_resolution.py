"""What decides between several dates of one name: tense, the passage, the quarter under report, publication."""

import datetime

import pytest

from services.enrich.dates import find_dates
from services.enrich.dates.finder import find_expressions
from services.enrich.dates.resolver import resolve
from services.enrich.dates.tokens import tokenise

WEDNESDAY = datetime.date(1998, 2, 25)


def values(text, published=WEDNESDAY):
    return [timex.value for timex in find_dates(text, published)]


@pytest.mark.parametrize(
    "sentence",
    [
        "They will meet Friday.",
        "The vote is scheduled for Friday.",
        "The vote was postponed until Friday.",
        "He could arrive as early as Friday.",
        "He is to resume work on Friday.",
        "She plans to leave Friday.",
    ],
)
def test_a_verb_that_looks_ahead_makes_the_weekday_the_next_one(sentence):
    assert values(sentence) == ["1998-02-27"]


@pytest.mark.parametrize(
    "sentence",
    ["They met Friday.", "The minister said Friday he will resign.", "It fell as previously planned Friday."],
)
def test_otherwise_the_weekday_is_the_last_one(sentence):
    assert values(sentence)[0] == "1998-02-20"


def test_a_weekday_of_the_day_of_publication_is_that_day():
    assert values("He died Wednesday.") == ["1998-02-25"]


def test_the_end_of_a_range_of_weekdays_follows_its_begin():
    assert values("It was shut from Thursday to Saturday.") == ["1998-02-19", "1998-02-21"]


def test_a_month_is_the_nearest_to_publication():
    assert values("in January; in April; in October") == ["1998-01", "1998-04", "1997-10"]


def test_a_past_verb_keeps_a_month_from_lying_far_ahead():
    assert values("He resigned in July.") == ["1997-07"]


def test_in_a_story_a_month_belongs_to_the_passage():
    text = "The war began on July 28, 1914. Fighting paused in December 1914. In April it resumed."
    assert values(text, datetime.date(2009, 12, 19))[-1] == "1915-04"


def test_an_aside_into_another_year_does_not_carry_the_passage_along():
    text = (
        "On March 20, 2003 the invasion began. On April 9, 2003 the city fell, which in 1991 it had not. "
        "On April 15 the coalition declared it over. On May 22, 2003 it took power."
    )
    assert "2003-04-15" in values(text, datetime.date(2009, 12, 19))


def test_the_begin_of_a_range_takes_its_year_from_the_end():
    assert values("from November 15 to February 15, 1989", None) == ["1988-11-15", "1989-02-15"]


def test_a_year_ago_is_the_quarter_before_when_a_quarter_is_reported():
    assert values("Third-quarter profit rose from $2 million a year ago.") == ["1997-Q3", "1996-Q3"]


def test_a_year_ago_is_a_year_otherwise():
    assert values("It opened a year ago.") == ["1997"]


def test_the_quarter_ended_at_a_date_is_the_one_that_date_closes():
    assert values("In the quarter ended July 31, 1997, it lost money.")[0] == "1997-Q2"


def test_a_time_takes_the_day_said_after_it():
    assert values("At 5:34 AM on March 20, 2003")[0] == "2003-03-20T05:34"


def test_without_publication_what_the_text_says_in_full_is_resolved_and_the_rest_has_no_value():
    assert values("On May 3, 1998 and two days later, then Friday, yesterday", None) == [
        "1998-05-03",
        "1998-05-05",
        "1998-05-01",
        None,
    ]


def test_each_expression_knows_its_rule_and_what_it_hangs_on():
    tokens = tokenise("Yesterday it fell. In May 1985 it rose; the following month it fell.")
    found = resolve(find_expressions(tokens), tokens, WEDNESDAY)
    assert [(x.rule, x.anchor) for x in found] == [("named-day", "publication"), ("month-year", None), ("step", 22)]
