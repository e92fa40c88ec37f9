"""Which forms name the same thing: a surname and its bearer, an acronym and what it stands for, short and long names.

Forms are taken from the fullest down. Each is looked up in an index of what the fuller ones may be called for short, so
that nothing is compared with everything.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from services.enrich.entities.forms import Form, key
from services.enrich.entities.names import GENERATION_SUFFIXES, Words, acronym, initials, without_suffix, words
from services.enrich.entities.trim import Name

_PLACES = frozenset(
    {"GPE", "LOC", "NORP", "LANGUAGE"}
)  # a person's surname is seldom mistaken for one; many are namesakes
_MOST_WORDS = 8  # of a name that is indexed by its parts

Index = defaultdict[Words, list[Form]]


def link(text: str, names: Sequence[Name], forms: Sequence[Form]) -> None:
    """Set `fuller` of every form that is a shorter name for what another one names. `names` come in order."""
    _introduced(text, names, {(form.words, form.sex): form for form in forms})
    sure, possible = Index(list), Index(list)
    for form in sorted(forms, key=lambda form: (-len(form.words), form.sex is None, form.first)):
        if not form.fuller:
            form.fuller = _nearest(form, sure[form.words]) or _only(form, possible[form.words])
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
                if full.root is not form.root:
                    form.root.fuller = full


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
        yield from {name[at:] for at in range(1, len(name))} | {name, (name[0], name[-1]), (name[0][0], name[-1])} - {
            form.words
        }
    elif form.label not in _PLACES or form.label == "GPE":
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


def _nearest(form: Form, fuller: Sequence[Form]) -> Form | None:
    """The one last introduced before `form`, else the first after it."""
    fitting = [other for other in fuller if _fits(form, other)]
    before = [other for other in fitting if other.first <= form.first]
    return max(before, key=_first) if before else min(fitting, key=_first, default=None)


def _only(form: Form, fuller: Sequence[Form]) -> Form | None:
    """The one that `form` can mean, if it can't mean another."""
    roots = {other.root for other in fuller if _fits(form, other)}
    return roots.pop() if len(roots) == 1 else None


def _first(form: Form) -> int:
    return form.first


def _fits(short: Form, full: Form) -> bool:
    if short.words == full.words:
        return _same_sex(short, full)
    if full.label == "PERSON":
        return short.label not in _PLACES and _same_sex(short, full)
    if acronym(short.text) and len(short.words) == 1:
        return short.label != "PERSON"
    return short.label not in _PLACES and short.label != "PERSON"


def _same_sex(short: Form, full: Form) -> bool:
    return short.sex is None or full.root.sex in (None, short.sex)
