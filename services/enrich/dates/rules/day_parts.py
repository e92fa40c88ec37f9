"""Parts of the day: "this morning", "last night", "Friday evening" (see joins), "overnight", "tonight"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import MONTHS, PART_OF_DAY, words
from services.enrich.dates.meanings import Antecedent, Shift, Time, Written
from services.enrich.dates.rule import Match, Reading, Rule

ENDS = words(". , ; : ) ! ?")
SHIFTS = {"last": -1, "this past": -1, "this": 0, "tomorrow": 1, "yesterday": -1}


def directed(match: Match) -> Reading | None:
    part = PART_OF_DAY[match["daypart"]]
    return Reading("TIME", Time(part, Shift("day", SHIFTS[match["which"]])))


def following(match: Match) -> Reading:
    """ "the next morning", "the previous night", "that evening", "the same afternoon"."""
    count = {"next": 1, "following": 1, "previous": -1, "that": 0, "same": 0}[match.words("which")[-1]]
    return Reading("TIME", Time(PART_OF_DAY[match["daypart"]], Shift("day", count, "antecedent")))


def bare(match: Match) -> Reading | None:
    """ "in the morning", "at night": of the day in focus, unless it is "the night of the attack"."""
    if match.after() == "of" and match.after(2) in ("the", "a") and not match.after(3)[:1].isdigit():
        return None
    return Reading("TIME", Time(PART_OF_DAY[match["daypart"]], Antecedent("day")))


def beside(match: Match) -> Reading | None:
    """ "The night before.", "the morning after,"."""
    count = {"before": -1, "after": 1}.get(match["side"])
    if count is None or match.after() not in ENDS:
        return None
    return Reading("TIME", Time(PART_OF_DAY[match["daypart"]], Shift("day", count, "antecedent")))


def early_or_late(match: Match) -> Reading | None:
    """ "By late afternoon", "the early evening of May 9", but not "a late-night show"."""
    is_of_day = match.after() == "of" and (match.after(2) in MONTHS or match.after(2)[:1].isdigit())
    return bare(match) if is_of_day or match.before() in ("by", "in", "until", "till", "since", "from", "to") else None


RULES = (
    Rule("tonight", "tonight", lambda _: Reading("TIME", Time("TNI", Shift("day", 0)))),
    Rule("overnight", "overnight", lambda _: Reading("TIME", Time("TNI", Shift("day", -1)))),
    Rule("directed-day-part", "<which:THIS_LAST> mid? -? <DAYPART>", directed),
    Rule("following-day-part", "<which:FOLLOWING> <DAYPART>", following),
    Rule("mid-day-part", "the? mid -? <DAYPART>", bare),
    Rule("late-day-part", "the? ( late | early ) <DAYPART>", early_or_late),
    Rule("day-part-beside", "the <DAYPART> <side:BEFORE_AFTER>", beside),
    Rule("night-before-last", "the night before last", lambda _: Reading("TIME", Time("TNI", Shift("day", -2)))),
    Rule("the-day-part", "the <DAYPART>", bare),
    Rule(
        "every-day-part",
        "( every | each ) <DAYPART>",
        lambda m: Reading("SET", Written(f"XXXX-XX-XX{PART_OF_DAY[m['daypart']]}")),
    ),
)
EXAMPLES = (
    example("last night and this morning, then tonight", "1998-01-20",
            ("last night", "TIME", "1998-01-19TNI"), ("this morning", "TIME", "1998-01-20TMO"),
            ("tonight", "TIME", "1998-01-20TNI")),
    example("the night before last", "1998-01-20", ("the night before last", "TIME", "1998-01-18TNI")),
    example("on Saturday night", "1991-02-25", ("Saturday night", "TIME", "1991-02-23TNI")),
    example("on the morning of October 3, 1957", None,
            ("the morning of October 3, 1957", "TIME", "1957-10-03TMO")),
    example("on May 5, 1998; by late afternoon it was over, but for the late night show", None,
            ("May 5, 1998", "DATE", "1998-05-05"), ("late afternoon", "TIME", "1998-05-05TAF")),
    example("It was May 5, 1998. That night it snowed, as it had the night before. On the evening of the 9th", None,
            ("May 5, 1998", "DATE", "1998-05-05"), ("That night", "TIME", "1998-05-05TNI"),
            ("the night before", "TIME", "1998-05-04TNI"), ("the evening of the 9th", "TIME", "1998-05-09TEV")),
    example("in the early evening of 9 November 2017", None,
            ("the early evening of 9 November 2017", "TIME", "2017-11-09TEV")),
    example("every morning", None, ("every morning", "SET", "XXXX-XX-XXTMO")),
)  # fmt: skip
