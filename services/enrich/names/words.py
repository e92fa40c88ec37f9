"""How names are compared: spelling set aside, titles and company suffixes known for what they are."""

import re
import unicodedata
from functools import lru_cache

Words = tuple[str, ...]


def _set(members: str) -> frozenset[str]:
    return frozenset(members.split())


MALE = _set("mr sir lord baron prince king sheikh")
FEMALE = _set("mrs ms miss dame lady baroness princess queen sheikha")
TITLES = _set(
    """
    mr mrs ms miss sir dame sheikh dr doctor prof professor president vice prime minister deputy premier chancellor
    secretary general senator sen congressman congresswoman representative rep governor gov mayor ambassador judge
    justice attorney captain capt colonel col lieutenant lt sergeant sgt admiral adm commander marshal rev reverend
    cardinal bishop archbishop rabbi imam ayatollah chairman chairwoman director coach detective inspector officer
    """
)
"""Words before a person's name that are not part of it, without full stops. `King` or `Pope` is part of it: the rest
of such a name says little."""

COMPANY_SUFFIXES = _set(
    "inc incorporated corp corporation co company ltd limited llc llp plc ag sa se nv bv gmbh spa ab asa oyj kk"
)
GENERATION_SUFFIXES = _set("jr sr junior senior ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xxiii")

_SILENT = _set("the and")
_SMALL = _set("of the and for in on de la et und der des du del a an to")
_SPLIT = re.compile(r"[\s\-‐-―/]+")
_SPELLINGS = (
    (re.compile(r"([aou])e"), r"\1"),  # an umlaut and its transliteration: Börse, Boerse
    (re.compile(r"(?<=.)is(?=ation)"), "iz"),  # British and American
    (re.compile(r"(?<=[nt])re$"), "er"),
    (re.compile(r"our(?=s?$)"), "or"),
    (re.compile(r"nce$"), "nse"),
    (re.compile(r"^saint$"), "st"),
)
_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){1,9}[A-Z]\.?s?")


@lru_cache(8192)
def words(name: str) -> Words:
    """The words of a name in one spelling: case, diacritics, full stops, apostrophes and hyphens set aside.

    What is spelt in two ways comes out the same (`Börse` and `Boerse`, `Centre` and `Center`); words of up to four
    letters are left alone, since many of them are acronyms (OECD).
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    parts = ("".join(c for c in part if c.isalnum()) for part in _SPLIT.split(plain))
    return tuple(_one_spelling(part) if len(part) > 4 else part for part in parts if part)


def spoken(name: str) -> Words:
    """The words of a name without those that come and go: `Bank of the Werra`, `Halden & Sons`."""
    whole = words(name)
    return tuple(word for word in whole if word not in _SILENT) or whole


def _one_spelling(word: str) -> str:
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def acronym(name: str) -> str | None:
    """The letters of a name that is an acronym, such as `UN` or `U.N.`, in lower case; else None."""
    return name.replace(".", "").rstrip("s").casefold() if _ACRONYM.fullmatch(name) else None


def initials(name: str) -> set[str]:
    """The first letters of the words of a name, with and without small words, suffixes and what follows hyphens.

    A capital within a word begins one, too: `YouTube`.
    """
    found: set[str] = set()
    for spelling in {name, name.replace("-", ""), _WITHIN.sub(" ", name)}:
        whole = words(spelling)
        for form in (whole, without_suffix(whole, COMPANY_SUFFIXES)):
            found |= {"".join(word[0] for word in form), "".join(word[0] for word in form if word not in _SMALL)}
    return {letters for letters in found if len(letters) > 1}


def without_suffix(parts: Words, suffixes: frozenset[str]) -> Words:
    """The words of a name without those at its end that are among `suffixes`; the first word always stays."""
    end = len(parts)
    while end > 1 and parts[end - 1] in suffixes:
        end -= 1
    return parts[:end]


def singular(parts: Words) -> Words:
    """The words of a people's name without its plural s: `Iraqis` and `Iraqi` are one."""
    last = parts[-1]
    return (*parts[:-1], last[:-1]) if len(last) > 3 and last.endswith("s") and not last.endswith("ss") else parts
