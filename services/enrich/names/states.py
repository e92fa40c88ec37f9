"""How US states are abbreviated, by the postal service and by the Associated Press."""

from collections.abc import Iterator, Sequence

from services.enrich.names.synonyms import table

_STATES = """
    AL Alabama: Ala
    AK Alaska
    AZ Arizona: Ariz
    AR Arkansas: Ark
    CA California: Calif
    CO Colorado: Colo
    CT Connecticut: Conn
    DE Delaware: Del
    DC District of Columbia
    FL Florida: Fla
    GA Georgia: Ga
    HI Hawaii
    ID Idaho
    IL Illinois: Ill
    IN Indiana: Ind
    IA Iowa
    KS Kansas: Kan
    KY Kentucky: Ky
    LA Louisiana: La
    ME Maine
    MD Maryland: Md
    MA Massachusetts: Mass
    MI Michigan: Mich
    MN Minnesota: Minn
    MS Mississippi: Miss
    MO Missouri: Mo
    MT Montana: Mont
    NE Nebraska: Neb
    NV Nevada: Nev
    NH New Hampshire
    NJ New Jersey
    NM New Mexico
    NY New York
    NC North Carolina
    ND North Dakota
    OH Ohio
    OK Oklahoma: Okla
    OR Oregon: Ore
    PA Pennsylvania: Pa, Penn
    RI Rhode Island
    SC South Carolina
    SD South Dakota
    TN Tennessee: Tenn
    TX Texas: Tex
    UT Utah
    VT Vermont: Vt
    VA Virginia: Va
    WA Washington State: Wash
    WV West Virginia: WVa
    WI Wisconsin: Wis
    WY Wyoming: Wyo
"""
_WORDS = frozenset({"IN", "LA"})  # the word, and Los Angeles


def _rows() -> Iterator[tuple[str, str, Sequence[str]]]:
    """Code, name and other abbreviations of each state."""
    for line in _STATES.strip().splitlines():
        state, _, others = line.partition(":")
        code, name = state.split(maxsplit=1)
        yield code, name, others.replace(",", " ").split()


CODES = {short: code for code, _, others in _rows() for short in (code, *others) if short != "LA"}
"""Abbreviations in their letter case, without full stops -> postal code, which is GeoNames' code of the state, too."""

BY_CODE = {code: name for code, name, _ in _rows()}
"""Postal codes -> the names of the states."""

STATES = table(
    "\n".join(
        f"{name}: {short}" for code, name, others in _rows() for short in (code, *others) if short.upper() not in _WORDS
    )
)
"""Every abbreviation -> the state's name, as `spoken` gives both. Only places are meant."""
