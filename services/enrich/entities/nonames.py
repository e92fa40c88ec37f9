"""What models take for names and is none."""

_HEADING_LIST = """
soccer cricket tennis golf boxing baseball basketball athletics cycling badminton squash swimming rowing skiing
rugby hockey football racing gymnastics bobsleigh motor
result results standings schedule scoreboard scorer scorers attendance halftime extras total note postponed score
scores table round final finals semifinal semifinals quarterfinal quarterfinals qualifier qualifiers division
mln bln pct vs net shr revs avg shrs ytd qtr eps profit loss sales turnover data price prices volume yield
update factbox newsdesk interview analysis feature focus highlights summary
"""
_WORD_LIST = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december jan feb mar apr jun jul aug sep sept oct nov dec today tomorrow yesterday
president minister prime chairman director spokesman secretary general king queen pope mayor governor senator
government parliament police army court state union party bank company group league congress senate house
mr mrs ms dr sir lord lady reuter newsroom
he she it they we you i his her its their our god
east west north south eastern western northern southern central
"""
_HEADINGS = frozenset(_HEADING_LIST.split())  # words of tables and headings: no name alone, nor together
_WORDS = _HEADINGS | frozenset(_WORD_LIST.split())  # no name alone


def is_no_name(name: str, in_small_letters: bool) -> bool:
    """Whether what a model marked is no name. `in_small_letters`: the text also has the word without a capital."""
    if name.islower():
        return True
    words = [word.rstrip(".") for word in name.casefold().split()]
    if len(words) == 1:
        return words[0] in _WORDS or (in_small_letters and not name.isupper())
    return all(word in _HEADINGS or word[:1].isdigit() for word in words)
