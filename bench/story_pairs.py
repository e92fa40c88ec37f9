"""Pairs of texts for `bench.stories`: a report as another paper edited it, and texts that only look alike."""

import re
from collections.abc import Callable
from random import Random

from bench.story_texts import Facts, Patterns, Report, fill, lines, report

LOCAL = lines("local.txt")
[FOOTER] = lines("footer.txt")

Pair = tuple[str, str]
Edit = Callable[[Report, Random], Report]


def cut_to_half(one: Report, _: Random) -> Report:
    return Report(one.headline, one.paragraphs[: (len(one.paragraphs) + 1) // 2])


def cut_to_a_third(one: Report, _: Random) -> Report:
    return Report(one.headline, one.paragraphs[: max(2, len(one.paragraphs) // 3)])


def another_headline(one: Report, random: Random) -> Report:
    lines = ["What we know about [town] so far", "[person] speaks: 'A day like no other'", "[town] holds its breath"]
    return Report(fill(random.choice(lines), Facts(random), random), one.paragraphs)


def three_paragraphs_added(one: Report, random: Random) -> Report:
    facts = Facts(random)
    added = [fill(line, facts, random) for line in random.sample(LOCAL, 3)]
    where = random.choice([1, len(one.paragraphs) // 2, len(one.paragraphs)])
    return Report(one.headline, [*one.paragraphs[:where], *added, *one.paragraphs[where:]])


def another_credit(one: Report, random: Random) -> Report:
    facts = Facts(random)
    first, *others = one.paragraphs
    begin = fill("[town] [credit] — ", facts, random).upper()
    return Report(one.headline, [f"{begin} {first}", *others, fill("Reporting by [person]", facts, random)])


def paragraphs_in_another_order(one: Report, random: Random) -> Report:
    first, *others = one.paragraphs
    random.shuffle(others)
    return Report(one.headline, [first, *others])


def typographic_signs(one: Report, _: Random) -> Report:
    def typeset(text: str) -> str:
        text = re.sub(r'"([^"]*)"', r"“\1”", text)
        return text.replace("'", "’").replace(" - ", " – ").replace(" percent", "\u00a0%")

    return Report(typeset(one.headline), [typeset(paragraph) for paragraph in one.paragraphs])


def a_correction(one: Report, random: Random) -> Report:
    numbers = [(n, found.span()) for n, text in enumerate(one.paragraphs) for found in re.finditer(r"\d+", text)]
    n, (start, end) = random.choice(numbers)
    paragraphs = list(one.paragraphs)
    paragraphs[n] = paragraphs[n][:start] + str(random.randint(2, 999)) + paragraphs[n][end:]
    return Report(one.headline, [*paragraphs, "This version corrects a number that was wrong in an earlier one."])


HOUSE_STYLE = {
    r"\bsaid\b": "told reporters",
    r"\bmore than\b": "over",
    r"\bpeople\b": "persons",
    r"\byears\b": "yrs",
    r"\bof the\b": "of that",
    r"\bwas\b": "had been",
    r"\bmillion\b": "m",
    r"\bin\b": "within",
}


def three_words_replaced_throughout(one: Report, random: Random) -> Report:
    def replaced(text: str) -> str:
        for word in chosen:
            text = re.sub(word, HOUSE_STYLE[word], text)
        return text

    chosen = random.sample(sorted(HOUSE_STYLE), 3)
    return Report(one.headline, [replaced(paragraph) for paragraph in one.paragraphs])


def a_footer_added(one: Report, _: Random) -> Report:
    return Report(one.headline, [*one.paragraphs, FOOTER])


ONE_EDIT: list[Edit] = [
    *(cut_to_half, cut_to_a_third, another_headline, three_paragraphs_added, another_credit),
    *(paragraphs_in_another_order, typographic_signs, a_correction, three_words_replaced_throughout, a_footer_added),
]


def four_edits_at_once(one: Report, random: Random) -> Report:
    length = random.choice([cut_to_half, three_paragraphs_added])
    others = [edit for edit in ONE_EDIT if edit not in (cut_to_half, cut_to_a_third, three_paragraphs_added)]
    for edit in [length, *random.sample(others, 3)]:
        one = edit(one, random)
    return one


EDITS: list[Edit] = [*ONE_EDIT, four_edits_at_once]


def edited(edit: Edit, known: Patterns, random: Random) -> Pair:
    """A report, and what a paper made of it."""
    one = report(random.choice(known.reports), random)
    return one.text, edit(one, random).text


def another_event_of_the_kind(known: Patterns, random: Random) -> Pair:
    pattern = random.choice(known.reports)
    return report(pattern, random).text, report(pattern, random).text


def another_notice_of_the_template(known: Patterns, random: Random) -> Pair:
    pattern = random.choice(known.notices)
    return fill(pattern, Facts(random), random), fill(pattern, Facts(random), random)


def the_next_notice_from_the_place(known: Patterns, random: Random) -> Pair:
    """Of the same town, region, firm and clubs: all other facts are new."""
    pattern = random.choice(known.notices)
    facts, next_day = Facts(random), Facts(random)
    one = fill(pattern, facts, random)
    next_day.update({n: fact for n, fact in facts.items() if n.startswith(("town", "region", "firm", "club"))})
    return one, fill(pattern, next_day, random)


def briefs_with_the_same_footer(known: Patterns, random: Random) -> Pair:
    """The footer is longer than what stands above it."""
    one, other = (report(random.choice(known.reports), random) for _ in range(2))
    return _brief(one), _brief(other)


def _brief(one: Report) -> str:
    return Report(one.headline, [*one.paragraphs[:3], FOOTER]).text


def a_follow_up(known: Patterns, random: Random) -> Pair:
    """The report of the next day repeats two paragraphs as background."""
    one, other = (report(pattern, random) for pattern in random.sample(known.reports, 2))
    return one.text, Report(other.headline, [*other.paragraphs, *one.paragraphs[1:3]]).text


def a_round_up_of_five(known: Patterns, random: Random) -> Pair:
    five = [report(random.choice(known.reports), random).text for _ in range(5)]
    return five[2], "\n\n".join(["News in brief", *five])


OTHERS = [
    *(another_event_of_the_kind, another_notice_of_the_template, the_next_notice_from_the_place),
    *(briefs_with_the_same_footer, a_follow_up, a_round_up_of_five),
]
