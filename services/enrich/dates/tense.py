"""Past or future: on which side of now the words around an expression put it."""

from services.enrich.dates.expression import Expression
from services.enrich.dates.lexicon import words
from services.enrich.dates.meanings import Direction
from services.enrich.dates.tokens import Tokens

FUTURE = words(
    "will 'll ’ll ll shall would wo wouldn must should might may plans plan intends expect expects predicts upcoming "
    "effective"
)
PLANNED = words("planned planning scheduled expected slated set due")
PAST = words(
    "was were had did said has have been didn hadn hasn haven wasn weren "
    # The irregular pasts of English, but those that are more often another word: "cost", "let", "lay".
    "arose ate awoke beat became began bit bled blew bought broke brought built burnt came caught chose clung crept "
    "cut dealt drank drew drove dug fed fell felt fled flew forbade forgave forgot fought found froze gave got grew "
    "heard held hid hit hung kept knew laid leapt led left lent lit lost made meant met mistook outbid overcame "
    "overtook paid put quit ran rang read rode rose sang sank sat saw sent set sewed shook shot shrank shut slept "
    "slid sold sought sped spent spoke sprang spun stole stood struck stuck stung swam swept swore swung taught "
    "thought threw told took tore undertook underwent upheld wept went withdrew withheld withstood woke won wore wove "
    "wrote"
)
# The simple present of what is scheduled, where it can't well be a noun: "talks resume Friday".
TIMETABLED = words(
    "arrives begin begins convene convenes departs ends expires face faces go goes hosts leaves meet meets open opens "
    "plays premieres resume resumes returns speaks takes travels visits"
)
# The same of more than one, which may be nouns: only after a plural.
TIMETABLED_PLURAL = words("arrive depart host leave play return speak take travel visit")
NO_PLURALS = words("is was has this as us its his")
STOPS = words('; : " -- — “ ” `` but')
CLAUSE_OPENERS = words("if unless while although because when which who")
TO_COME = words("is are was were 's ’s going plan plans intend intends hope hopes want wants ready has have")
EARLIEST = (["as", "early", "as"], ["as", "soon", "as"])
ALREADY = words("as than previously originally first had")  # "as planned", "previously scheduled"
ARTICLES = words("a an the its their his her still this these")  # before a participle that is an adjective
NOT_FINITE = words("to not t did")  # before the infinitive
PAST_FUTURE = words("would could had was were")
COPULAS = words("is are was were be been being 's ’s")
PRESENT = words("is are 's ’s")  # a participle after them is a present passive
DEADLINES = (["until"], ["till"], ["through"], ["through", "to"])
LASTED = words("lasted stayed remained waited continued ran worked lived fought raged")  # unlike "postponed until"
IS = (["is"], ["are"])  # "the hearing is Monday"
PERFECT = words("had has have")
# What a word has to be among, or end in "ed", to tell anything by itself.
TELLING = FUTURE | PLANNED | PAST | TIMETABLED | TIMETABLED_PLURAL | words("won to")
REACH = 14  # words to the left
REACH_AHEAD = 40  # to the right, where "In May, ..." may have to pass a long subject


def tense(tokens: Tokens, expression: Expression) -> Direction | None:
    """ "next" where the governing verb looks ahead, "last" where it looks back, None where nothing tells."""
    first, end = expression.first, expression.end
    sentence_start, sentence_end = tokens.sentence_span(first)
    before = tokens.words[max(first - 3, 0) : first]
    if before[-1:] == ["since"]:
        return "last"
    if first == sentence_start and tokens.words[end : end + 1] in IS:
        return "next"
    right = _scan(tokens, range(end, min(sentence_end, end + REACH_AHEAD)))[0]
    if before[-1:] in DEADLINES or before[-2:] in DEADLINES:
        if LASTED.intersection(before):
            return "last"
        return right if first - 1 == sentence_start else "next"
    if before in EARLIEST or before[-1:] in IS or (before[-2:-1] in IS and before[-1:] == ["on"]):
        return "next"
    left, is_clause = _scan(tokens, range(first - 1, max(sentence_start, first - REACH) - 1, -1))
    return left or (None if is_clause else right)


def is_still_to_come(tokens: Tokens, expression: Expression) -> bool:
    """Whether "will" puts it after publication, whatever the passage tells of."""
    start, end = tokens.sentence_span(expression.first)
    around = tokens.words[max(start, expression.first - REACH) : min(end, expression.end + REACH)]
    return "will" in around and not PAST_FUTURE.intersection(around) and tense(tokens, expression) == "next"


def _scan(tokens: Tokens, indices: range) -> tuple[Direction | None, bool]:
    """What the nearest telling word says, and whether it is of this clause: "who leaves in May, said"."""
    for index in indices:
        word = tokens.words[index]
        if word in STOPS:
            return None, False
        if word in CLAUSE_OPENERS:
            return None, index != indices.start
        if word not in TELLING and not word.endswith("ed"):
            continue
        found = _told_by(tokens, index)
        if found is not None:
            return found, True
    return None, False


def _told_by(tokens: Tokens, index: int) -> Direction | None:
    """What a single word says."""
    word, before, after = tokens.words[index], tokens.word(index - 1), tokens.word(index + 1)
    if _is_future(tokens, index) or _is_planned(tokens, index):
        return "next"
    if _is_timetabled(tokens, index):
        return "next"
    if word == "to" and before in TO_COME and not _is_noun(tokens, index - 1):
        return "next"
    if word in ("has", "have") and (after == "to" or after in ARTICLES):
        return "next" if after == "to" else None
    if not _is_past(word) or before in ARTICLES or (word.endswith("ed") and before in PRESENT):
        return None
    back = {tokens.word(index - distance) for distance in (1, 2, 3)}
    ahead = "have" not in back and word != "have" and any(_is_future(tokens, index - d) for d in (1, 2, 3))
    return "next" if ahead or ({"to", "be"} <= back and not back & PERFECT) else "last"


def _is_future(tokens: Tokens, index: int) -> bool:
    word = tokens.word(index)
    if word == "won":
        return tokens.word(index + 1) in ("'", "’") and tokens.word(index + 2) == "t"
    return word in FUTURE and tokens.keys[index] != "may" and not _is_noun(tokens, index)


def _is_timetabled(tokens: Tokens, index: int) -> bool:
    """ "Opens Friday", not "the U.S. Open", "to meet", "did not go"."""
    word, before = tokens.words[index], tokens.word(index - 1)
    is_verb = before not in ARTICLES | NOT_FINITE and not tokens.is_capital(index)
    has_plural = before.endswith("s") and before not in NO_PLURALS
    return is_verb and (word in TIMETABLED or (word in TIMETABLED_PLURAL and has_plural))


def _is_noun(tokens: Tokens, index: int) -> bool:
    """ "Announced plans to", not "plans to"."""
    before = tokens.word(index - 1)
    return tokens.word(index) in ("plan", "plans") and (
        before in ARTICLES or before == "of" or (_is_past(before) and before not in PERFECT)
    )


def _is_planned(tokens: Tokens, index: int) -> bool:
    """Ahead, unless "as planned", "set a record", "late due to fog"."""
    word, before, after = tokens.words[index], tokens.word(index - 1), tokens.word(index + 1)
    if word not in PLANNED or {tokens.word(index - distance) for distance in (1, 2, 3)} & ALREADY:
        return False
    if word == "set":
        return after in ("to", "for")
    return word != "due" or after != "to" or before in COPULAS


def _is_past(word: str) -> bool:
    return word in PAST or (word.endswith("ed") and len(word) > 3)
