"""What decides between several dates of one name: tense, the passage, the quarter under report, publication."""

import datetime

import pytest

from services.enrich.dates import find_dates
from services.enrich.dates.finder import find_expressions
from services.enrich.dates.resolver import resolve
from services.enrich.dates.scanner import tokenise

WEDNESDAY = datetime.date(1998, 2, 25)
HISTORY = "A league was formed in 1873, renewed in 1881 and 1887, and ended in 1890."


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
        "They had plans to leave Friday.",
        "On Friday, the committee is set to begin.",
        "Talks were to resume Friday.",
        "It was a list of names to be read out Friday.",
        "The judge may rule Friday.",
        "They won't play Friday.",
        "He'll speak Friday.",
        "The forecast is of frost through to Friday.",
        "The minister, who leaves Friday, said it was over.",
        "The hearing is Friday.",
        "Friday is the deadline.",
        "On Friday the team plays Ghana.",
        "The hosts play again on Friday.",
    ],
)
def test_a_verb_that_looks_ahead_makes_the_weekday_the_next_one(sentence):
    assert values(sentence) == ["1998-02-27"]


@pytest.mark.parametrize(
    "sentence",
    [
        "They met Friday.",
        "The minister said Friday he will resign.",
        "It fell as previously planned Friday.",
        "The index set a record Friday.",
        "Sales rose more than expected Friday.",
        "Flights were late due to fog Friday.",
        "They may have met Friday.",
        "She announced plans to retire Friday.",
        "Thieves stole it Friday.",
        "The storm lasted until Friday.",
    ],
)
def test_otherwise_the_weekday_is_the_last_one(sentence):
    assert values(sentence)[0] == "1998-02-20"


def test_where_no_verb_tells_the_weekday_is_the_nearer_one():
    assert values("If they lose Friday, or if they lose Monday") == ["1998-02-27", "1998-02-23"]


def test_what_a_weekday_brought_has_been_whatever_the_verb_says_of_it():
    assert values("He will appeal Friday's ruling.") == ["1998-02-20"]
    assert values("They trained hard for Friday's game.") == ["1998-02-27"]


def test_a_date_beside_a_weekday_decides():
    assert values("on Friday (March 6)")[0] == "1998-03-06"


def test_a_time_and_its_weekday_are_one_day():
    assert values("They have until noon on Friday.") == ["1998-02-27T12:00", "1998-02-27"]


def test_the_previous_weekday_is_not_the_one_just_named():
    assert values("It fell on Friday, and more than on the previous Friday.") == ["1998-02-20", "1998-02-13"]


def test_a_weekday_of_the_day_of_publication_is_that_day():
    assert values("He died Wednesday.") == ["1998-02-25"]


def test_the_end_of_a_range_of_weekdays_follows_its_begin():
    assert values("It was shut from Thursday to Saturday.") == ["1998-02-19", "1998-02-21"]


def test_a_weekend_is_the_nearer_one_unless_a_verb_tells():
    friday = datetime.date(1998, 2, 27)
    assert values("a storm over the weekend", friday) == ["1998-W09-WE"]
    assert values("It snowed over the weekend.", friday) == ["1998-W08-WE"]
    assert values("a storm over the weekend", datetime.date(1998, 2, 23)) == ["1998-W08-WE"]


def test_a_month_is_the_nearest_to_publication():
    assert values("in January; in April; in October") == ["1998-01", "1998-04", "1997-10"]


def test_a_past_verb_keeps_a_month_from_lying_far_ahead():
    assert values("He resigned in July.") == ["1997-07"]


def test_a_verb_to_come_keeps_a_month_from_lying_long_ago():
    assert values("She will resign in October.") == ["1998-10"]


def test_so_do_a_past_verb_and_since_with_a_season_and_a_month():
    assert values("They met in the summer.") == ["1997-SU"]
    assert values("the smallest since July") == ["1997-07"]


def test_a_report_that_recalls_some_years_keeps_its_months_near_publication():
    text = "She said so on Monday. Born in 1950, she was elected in 1984, 1988 and 1992. She left in January."
    assert values(text)[-1] == "1998-01"


def test_the_year_that_a_sentence_begins_with_is_that_of_its_months_even_in_a_report():
    assert values("In 1936 the river rose in May, and again in June.")[1:] == ["1936-05", "1936-06"]
    assert values("The party, founded in 1936, split in January.")[1:] == ["1998-01"]
    assert values("Last year it opened in January.")[1:] == ["1997-01"]


def test_a_day_right_after_a_distance_is_where_that_leads():
    assert values("It fell on Sept. 16, 1973; five days earlier, on Sept. 11, they had come.")[-1] == "1973-09-11"


def test_in_a_story_a_month_belongs_to_the_passage():
    text = f"{HISTORY} It began on July 28, 1914. Fighting paused in December 1914. In April it resumed."
    assert values(text, datetime.date(2009, 12, 19))[-1] == "1915-04"


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("Fighting resumed in February 1762. On 9 March the town was burnt. In September they left.", "1762-09"),
        ("It spread in October 1926. In December it reached the ports. In January it ended.", "1927-01"),
        ("It began on 21 February 1916 and lasted until December.", "1916-12"),
        ("In 1936 the river rose in May. In 1938, after a dry summer, it rose in January.", "1938-01"),
        ("They sailed in November 1901 and landed in March 1902. That summer they waited.", "1902-SU"),
        ("The second dam stood in November 1932. The following spring it broke.", "1933-SP"),
    ],
)
def test_a_story_goes_forward_within_its_year_and_over_its_end(story, expected):
    assert values(f"{HISTORY} {story}", datetime.date(2009, 12, 19))[-1] == expected


def test_what_will_be_is_after_publication_even_in_a_story():
    assert values(f"{HISTORY} In May 1891 it fell. It will be rebuilt in July.")[-1] == "1998-07"


def test_an_aside_into_another_year_does_not_carry_the_passage_along():
    text = (
        f"{HISTORY} On March 20, 2003 the invasion began. On April 9, 2003 the city fell, which in 1991 it had not. "
        "On April 18 its mayor came back. On June 2, 2003 the shops opened."
    )
    assert "2003-04-18" in values(text, datetime.date(2009, 12, 19))


def test_the_begin_of_a_range_takes_its_year_from_the_end():
    assert values("from October 20 to January 9, 1954", None) == ["1953-10-20", "1954-01-09"]


def test_so_it_does_from_last_year():
    assert values("They rose between July and September last year.") == ["1997-07", "1997-09"]


def test_a_year_ago_is_the_quarter_before_when_a_quarter_is_reported():
    assert values("Third-quarter profit rose from $2 million a year ago.") == ["1997-Q3", "1996-Q3"]


def test_a_year_ago_is_a_year_otherwise():
    assert values("It opened a year ago.") == ["1997"]


def test_a_quarter_before_the_reported_one_is_only_compared_with():
    text = "Third-quarter profit rose after a flat second quarter. In the latest period costs fell."
    assert values(text, datetime.date(1997, 11, 5)) == ["1997-Q3", "1997-Q2", "1997-Q3"]


def test_after_nine_months_the_period_a_year_before_is_the_year():
    text = "Third-quarter net rose. In the first nine months, net fell. In the 1996 period, and the year-earlier period"
    assert values(text, datetime.date(1997, 11, 5))[2:] == ["1996", "1996"]


def test_the_coming_quarter_is_meant_unless_the_verb_looks_back():
    august = datetime.date(1997, 8, 30)
    assert values("demand into the fourth quarter", august) == ["1997-Q4"]
    assert values("It lost money in the fourth quarter.", august) == ["1996-Q4"]
    assert values("It expects a loss in the second quarter.", august) == ["1997-Q2"]


def test_the_quarter_ended_at_a_date_is_the_one_that_date_closes():
    assert values("In the quarter ended Oct. 31, 2003, it lost money.")[0] == "2003-Q3"


def test_a_time_takes_the_day_said_after_it():
    assert values("At 5:34 AM on March 20, 2003")[0] == "2003-03-20T05:34"


def test_a_time_of_a_report_is_on_no_day_to_come_unless_the_verb_is():
    assert values("The dividend is due on March 20. Shares rose 2 percent by 2:15 p.m.")[-1] == "1998-02-25T14:15"
    assert values("They sail on March 20. They will meet at 2:15 p.m.")[-1] == "1998-03-20T14:15"


def test_without_publication_what_the_text_says_in_full_is_resolved_and_the_rest_has_no_value():
    assert values("On May 3, 1998 and two days later, then Friday, yesterday", None) == [
        "1998-05-03",
        "1998-05-05",
        "1998-05-08",
        None,
    ]


def test_each_expression_knows_its_rule_and_what_it_hangs_on():
    tokens = tokenise("Yesterday it fell. In May 1985 it rose; the following month it fell.")
    found = resolve(find_expressions(tokens), tokens, WEDNESDAY)
    assert [(x.rule, x.anchor) for x in found] == [("named-day", "publication"), ("month-year", None), ("step", 22)]


def test_a_month_with_which_a_past_sentence_begins_is_not_to_come_however_near():
    assert values("In April, gunmen had killed 17.") == ["1997-04"]


def test_a_year_of_two_digits_is_of_the_century_of_its_passage():
    assert values("In April 1864 he fled. In '65 he was back, until the summer of '66.")[1:] == ["1865", "1866-SU"]
    assert values("Born in 1914, she retired in '79.", None) == ["1914", "1979"]
    assert values("She said on Monday that the law of 1864 was changed in '95.")[-1] == "1995"


def test_a_story_told_from_one_morning_keeps_its_year():
    text = "On the morning of 14 April 1931 crowds filled the square. On the 16th they called elections for June."
    assert values(text)[1:] == ["1931-04-16", "1931-06"]


def test_the_weekdays_of_a_story_go_forward_from_its_days():
    text = "On 14 April 1931 crowds filled the square. On Wednesday the king left. By Friday all was calm."
    assert values(text) == ["1931-04-14", "1931-04-15", "1931-04-17"]


def test_a_report_that_begins_long_ago_keeps_its_weekdays_near_publication():
    text = "On 11 May 1991 the bank failed. Officials said Friday it will reopen. The hearing began on Monday."
    assert values(text)[1:] == ["1998-02-20", "1998-02-23"]
    assert values("Born on 3 May 1931, she was elected on 4 June 1968. She died Friday.")[-1] == "1998-02-20"


def test_the_first_year_of_a_story_is_that_of_the_months_after_it():
    assert values("The revolt of 1857 began in May. By the summer of 1858 it was over.", None)[1] == "1857-05"


def test_the_year_after_moves_the_story_on():
    text = "In September 1939 it began. In April the following year Denmark fell. In May France was attacked. In 1941"
    assert values(text, None)[1:3] == ["1940-04", "1940-05"]


def test_the_season_that_a_sentence_begins_with_gives_its_year_to_the_day_after_it():
    text = "By midsummer of 1996 the river ran again, and on 14 October, a Monday, the dam was gone."
    assert values(text) == ["1996-SU", "1996-10-14", "1996-10-14"]


def test_a_time_in_a_report_is_of_its_own_day_once_a_day_of_long_ago_is_left_behind():
    text = "The year ended on Dec. 31. " + "Sales rose in all of its markets. " * 10 + "A call began at 9:30 a.m."
    assert values(text)[-1] == "1998-02-25T09:30"
