"""The pattern language, and the rules as a whole."""

import pytest

from services.enrich.dates.finder import GRAMMAR
from services.enrich.dates.grammar import Grammar
from services.enrich.dates.meanings import Written
from services.enrich.dates.rule import Reading, Rule
from services.enrich.dates.scanner import tokenise


def found(pattern, text):
    """The matched words of a text, for a grammar of one rule."""
    rule = Rule("test", pattern, lambda match: Reading("DATE", Written(" ".join(match.words("it")))))
    return [reading.meaning.value for _, _, reading in Grammar((rule,)).find(tokenise(text))]


def test_a_class_matches_each_of_its_words_and_a_word_itself():
    assert found("<it:MONTH> fair", "the May fair, the June fair, the July ball") == ["may", "june"]


def test_options_alternatives_and_repetition_are_as_in_regular_expressions():
    assert found("a? <it:UNIT> ( ago | later )", "a year later, month ago, week") == ["year", "month"]
    assert found("x ( <it:DAY> )*", "x 1 2 3") == ["3"]


def test_no_match_reaches_over_a_blank_line():
    assert found("<it:MONTH> fair", "May\n\nfair, May\nfair") == ["may"]


def test_a_class_that_the_lexicon_lacks_is_refused():
    with pytest.raises(ValueError, match="no class or macro WEEKDAYZ"):
        found("<it:WEEKDAYZ>", "")


def test_every_rule_has_a_name_of_its_own():
    names = [rule.name for rule in GRAMMAR.rules]
    assert len(names) == len(set(names))
