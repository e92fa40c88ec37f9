"""Which forms name the same thing: a surname and its bearer, an acronym and what it stands for, short and long names.

Forms are taken from the fullest down. Each is looked up in an index of what the fuller ones may be called for short, so
that nothing is compared with everything.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from services.enrich.entities.forms import Form, key
from services.enrich.entities.names import GENERATION_SUFFIXES, Words, acronym, initials, without_suffix, words
from services.enrich.entities.trim import Name

_PLACES = frozenset({"GPE", "LOC", "NORP", "LANGUAGE"})
_IN = re.compile(r"\b(?:in|at|near|outside|across)\s+$", re.IGNORECASE)
_MOST_WORDS = 8  # of a name that is indexed by its parts

Index = defaultdict[Words, list[Form]]


def link(text: str, names: Sequence[Name], forms: Sequence[Form]) -> None:
    """Set `fuller` of every form that is a shorter name for what another one names. `names` come in order."""
    _introduced(text, names, {(form.words, form.sex): form for form in forms})
    sure, possible = Index(list), Index(list)
    places = {form for form in forms if form.label in _PLACES and _located(text, form)}
    for form in sorted(forms, key=lambda form: (-len(form.words), form.sex is None, form.first)):
        if not form.fuller:
            bearers = _fitting(form, sure[form.words], places)
            form.fuller = _nearest(form, bearers) or _only(_fitting(form, possible[form.words], places))
            if form.fuller and form.sex:
                form.root.sex = form.sex
        for short in _surely(form):
            sure[short].append(form)
        for short in _possibly(form):
            possible[short].append(form)


def _introduced(text: str, names: Sequence[Name], forms: dict[tuple[Words, str | None], Form]) -> None:
    """Link acronyms to the name before them that they are put in brackets behind: `Syrian Observatory (SOHR)`."""
    for long, short in pairwise(names):
        if text[long.end : short.start] in (" (", " (the ") and text[short.end : short.end + 1] == ")":
            letters = acronym(short.text)
            if letters and len(words(long.text)) > 1 and _spelled(letters, long.text):
                full, form = forms[key(long)], forms[key(short)]
                if not form.fuller and full.root is not form:
                    form.fuller = full


def _spelled(letters: str, name: str) -> bool:
    """Whether the letters occur in the name in their order, the first at its beginning."""
    rest = iter("".join(words(name)))
    return all(letter in rest for letter in letters) and words(name)[0][0] == letters[0]


def _surely(form: Form) -> Iterator[Words]:
    """What else the bearer of a name is called where no one else is meant."""
    yield form.words
    if not 1 < len(form.words) <= _MOST_WORDS:
        return
    if form.label == "PERSON":
        name = without_suffix(form.words, GENERATION_SUFFIXES)
        surnames = {name[at:] for at in range(1, len(name))}
        yield from (surnames | {name, (name[0], name[-1]), (name[0][0], name[-1])}) - {form.words}
    else:
        yield from ((letters,) for letters in initials(form.text))


def _possibly(form: Form) -> Iterator[Words]:
    """What the bearer of a name may be called where nobody else fits."""
    if not 1 < len(form.words) <= _MOST_WORDS:
        return
    if form.label == "PERSON":
        yield form.words[:1]
    elif form.label not in _PLACES:
        for at in range(1, len(form.words)):
            yield form.words[:at]
            yield form.words[at:]


def _fitting(short: Form, fuller: Sequence[Form], places: Container[Form]) -> list[Form]:
    """Those that may name the same thing as `short`, and don't do so already."""
    located = short in places
    return [f for f in fuller if f.root is not short and _same_sex(short, f) and _fits(short, f, located)]


def _fits(short: Form, full: Form, located: bool) -> bool:
    if short.words == full.words or (len(short.words) == 1 and acronym(short.text) and len(full.words) > 2):
        return True
    if full.label == "PERSON":
        # models often take a surname for a place; where it is one, it seldom has had a bearer before
        return short.label not in _PLACES or (full.first < short.first and not located)
    return short.label not in _PLACES and short.label != "PERSON"


def _same_sex(short: Form, full: Form) -> bool:
    return short.sex is None or full.root.sex in (None, short.sex)


def _located(text: str, form: Form) -> bool:
    """Whether something is said to be in it, so that it is a place indeed."""
    return any(_IN.search(text, max(0, name.start - 12), name.start) for name in form.names)


def _nearest(form: Form, fuller: Sequence[Form]) -> Form | None:
    """The one last introduced before `form`, else the first after it."""
    before = [other for other in fuller if other.first <= form.first]
    return max(before, key=_first) if before else min(fuller, key=_first, default=None)


def _only(fuller: Sequence[Form]) -> Form | None:
    """The thing that all of them name, if it is one."""
    roots = {other.root for other in fuller}
    return roots.pop() if len(roots) == 1 else None


def _first(form: Form) -> int:
    return form.first
