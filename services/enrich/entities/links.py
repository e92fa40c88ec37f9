"""Which forms name the same thing: a surname and its bearer, an acronym and what it stands for, short and long names.

Forms are taken from the fullest down. Each is looked up in indexes of what the fuller ones may be called, so that
nothing is compared with everything.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from services.enrich.entities.forms import Form
from services.enrich.entities.introductions import Pair
from services.enrich.entities.keys import PLACES
from services.enrich.entities.short_names import kinds, possibly, surely
from services.enrich.entities.spelling import alike, sounds
from services.enrich.names.words import Words, acronym, initials

_IN = re.compile(r"\b(?:in|at|near|outside|across)\s+$", re.IGNORECASE)
_PERSONAL = 3  # words of most names of persons
_LETTERS = 3  # of most acronyms; longer words in capitals are mostly from headlines
_MOST = 20  # forms of one sound that are compared

Index = defaultdict[Words, list[Form]]


class Fuller:
    """The forms seen so far, by what each may be called."""

    def __init__(self) -> None:
        self.sure, self.possible, self.kinds = Index(list), Index(list), Index(list)
        self.sounding: defaultdict[Words, list[tuple[Words, Form]]] = defaultdict(list)

    def add(self, form: Form) -> None:
        for short in surely(form):
            self.sure[short].append(form)
            if len(same := self.sounding[sounds(short)]) < _MOST:
                same.append((short, form))
        for short in possibly(form):
            self.possible[short].append(form)
        for kind in kinds(form):
            self.kinds[kind].append(form)


def link(text: str, forms: Sequence[Form], introduced: Iterable[Pair]) -> None:
    """Set `fuller` of every form that is a shorter name for what another one names. `forms` come in order."""
    _introduce(forms, introduced)
    places = {form for form in forms if form.label in PLACES and _located(text, form)}
    fuller = Fuller()
    for form in sorted(forms, key=lambda form: (-len(form.words), form.sex is None, form.first)):
        if not form.fuller:
            form.fuller = _bearer(form, fuller, places)
            if form.fuller and form.sex:
                form.root.sex = form.sex
        fuller.add(form)


def _introduce(forms: Iterable[Form], introduced: Iterable[Pair]) -> None:
    named = {name: form for form in forms for name in form.names}
    for long, short in introduced:
        full, form = named[long], named[short]
        if not form.fuller and full.root is not form:
            form.fuller = full


def _bearer(form: Form, fuller: Fuller, places: Container[Form]) -> Form | None:
    """The fuller form that `form` is short for."""
    choose = _most_named if acronym(form.text) else _nearest
    same = (
        choose(form, _fitting(form, fuller.sure[form.words], places))
        or _nearest(form, _fitting(form, fuller.sure[("".join(form.words),)], places))
        or _nearest(form, _spelt_otherwise(form, fuller))
    )
    if same or form.whole:
        return same
    possible = _fitting(form, fuller.possible[form.words], places)
    if form.label in PLACES:
        possible = [other for other in possible if other.label != "PERSON"]  # a city's name is seldom a first name
    return _only(possible) or _last_before(form, _fitting(form, fuller.kinds[form.words], places))


def _spelt_otherwise(form: Form, fuller: Fuller) -> list[Form]:
    """Persons or organisations whose name differs in spelling only."""
    if form.label in PLACES:
        return []
    same = fuller.sounding[sounds(form.words)]
    found = [other for short, other in same if other.label == form.label and alike(short, form.words)]
    return [other for other in found if other.root is not form and _same_sex(form, other)]


def _fitting(short: Form, fuller: Sequence[Form], places: Container[Form]) -> list[Form]:
    """Those that may name the same thing as `short`, and don't do so already."""
    located = short in places
    return [f for f in fuller if f.root is not short and _same_sex(short, f) and _fits(short, f, located)]


def _fits(short: Form, full: Form, located: bool) -> bool:
    if short.words == full.words or _abbreviates(short, full):
        return not _elsewhere(short, full)
    if full.label == "PERSON":
        # models often take a surname for a place; where it is one, it seldom has had a bearer before
        return short.label not in PLACES or (full.first < short.first and not located)
    if full.label in PLACES:
        return short.label in PLACES
    if short.label == "PERSON":
        return len(full.words) <= _PERSONAL and short.words == full.words[-1:]  # one that was taken for a company
    if short.label in PLACES or (full.label == "EVENT" and short.label == "ORG"):
        return False
    letters = acronym(short.text) or ""
    return not (0 < len(letters) <= _LETTERS and short.words == full.words[-1:])  # Hotel Europa UK


def _elsewhere(one: Form, other: Form) -> bool:
    """Whether the text shows two of one name to be two: Clinton, Iowa, is no person; Paris, Texas, is not in France."""
    where = {form.whereabouts for form in (one, other)}
    if "PERSON" in (one.label, other.label):
        return where != {None}
    return len(where - {None}) > 1


def _abbreviates(short: Form, full: Form) -> bool:
    letters = acronym(short.text) if len(short.words) == 1 else None
    return letters is not None and letters in initials(full.text)


def _same_sex(short: Form, full: Form) -> bool:
    return short.sex is None or full.root.sex in (None, short.sex)


def _located(text: str, form: Form) -> bool:
    """Whether something is said to be in it, so that it is a place indeed."""
    return form.whereabouts is not None or any(
        _IN.search(text, max(0, name.start - 12), name.start) for name in form.names
    )


def _nearest(form: Form, fuller: Sequence[Form]) -> Form | None:
    """The one last introduced before `form`, else the first after it."""
    return _last_before(form, fuller) or min(fuller, key=_first, default=None)


def _most_named(_: Form, fuller: Sequence[Form]) -> Form | None:
    """The one with most mentions, else the first: an acronym stands for what a text is about."""
    return max(fuller, key=lambda form: (len(form.names), -form.first), default=None)


def _last_before(form: Form, fuller: Iterable[Form]) -> Form | None:
    return max((other for other in fuller if other.first <= form.first), key=_first, default=None)


def _only(fuller: Sequence[Form]) -> Form | None:
    """The thing that all of them name, if it is one."""
    roots = {other.root for other in fuller}
    return roots.pop() if len(roots) == 1 else None


def _first(form: Form) -> int:
    return form.first
