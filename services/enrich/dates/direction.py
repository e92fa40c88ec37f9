"""Past or future: the tense of the words around an expression, and the year, week or quarter that a bare name means."""

from services.enrich.dates.expression import Expression
from services.enrich.dates.lexicon import words
from services.enrich.dates.meanings import Direction
from services.enrich.dates.periods import Period, holding
from services.enrich.dates.tokens import Tokens

FUTURE = words("will 'll ’ll shall would wo plans intends expects upcoming effective")
PLANNED = words(
    "planned planning scheduled expected slated set due"
)  # ahead, unless "as planned", "previously scheduled"
PAST = words(
    "was were had did said told went came got made took gave found saw met held led began rose fell lost won sent "
    "left kept became brought bought built fought spoke broke wrote shot hit cut put quit ran sat stood struck sold "
    "paid grew drew flew threw knew chose felt dealt meant heard read thought taught caught has have been"
)
STOPS = words("; : -- — “ ” `` but while although because when which who")
TO_COME = words("is are 's ’s plan plans intend intends hope hopes want wants ready")
EARLIEST = (["as", "early", "as"], ["as", "soon", "as"])
ALREADY = words("as previously originally first had")
ARTICLES = words("a an the its their his her still this these")  # before a participle that is an adjective
DEADLINES = words("until till through")
REACH = 14


def tense(tokens: Tokens, expression: Expression) -> Direction | None:
    """ "next" where the governing verb looks ahead, "last" where it looks back, None where nothing tells."""
    first, end = expression.first, expression.end
    sentence_start, sentence_end = tokens.sentence_span(first)
    right = _scan_right(tokens, end, min(sentence_end, end + REACH))
    if tokens.word(first - 1) in DEADLINES:
        return right if first - 1 == sentence_start else "next"
    if tokens.words[max(first - 3, 0) : first] in EARLIEST:
        return "next"
    return _scan_left(tokens, first, max(sentence_start, first - REACH)) or right


def _is_past(word: str) -> bool:
    return word in PAST or (word.endswith("ed") and len(word) > 3)


def _scan_left(tokens: Tokens, first: int, start: int) -> Direction | None:
    for index in range(first - 1, start - 1, -1):
        word, before = tokens.words[index], tokens.word(index - 1)
        if word in STOPS:
            return None
        ahead = {tokens.word(index - back) for back in (1, 2, 3)}
        planned = word in PLANNED and not ahead & ALREADY
        if word in FUTURE or planned or (word == "to" and before in TO_COME):
            return "next"
        if _is_past(word) and before not in ARTICLES:
            return "next" if ahead & FUTURE and "have" not in ahead else "last"
    return None


def _scan_right(tokens: Tokens, end: int, stop: int) -> Direction | None:
    for index in range(end, stop):
        word = tokens.words[index]
        if word in STOPS:
            return None
        if word in FUTURE:
            return "next"
        if _is_past(word):
            return "last"
    return None


def weekday_near(number: int, reference: int, direction: Direction | None) -> int:
    """The ordinal of a weekday: the same day or the last one, unless the direction is "next"."""
    ago = (reference - 1 - number) % 7
    if direction == "next":
        return reference + (7 - ago) % 7
    return reference - (ago or 7 if direction == "last" else ago)


def year_near(candidates: list[Period], reference: Period, direction: Direction | None) -> Period:
    """Among the same name in several years: the nearest, or the last before, or the next after the reference."""
    here = holding(reference.first_day, candidates[0].unit)
    if direction == "last":
        return max((c for c in candidates if c.number < here.number), key=lambda c: c.number)
    if direction == "next":
        return min((c for c in candidates if c.number > here.number), key=lambda c: c.number)
    if direction == "this":
        return next(c for c in candidates if c.year == reference.year)
    middle = (reference.first_day + reference.end_day) // 2
    return min(candidates, key=lambda c: abs((c.first_day + c.end_day) // 2 - middle))
