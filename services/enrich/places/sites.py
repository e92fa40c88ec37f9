"""Buildings, streets and other sights, which the gazetteer lacks: what tells them from towns, and where they are."""

import re

from services.enrich.names.words import Words, words

_SITE = re.compile(
    r"\b(?:airport|arena|avenue|ave|boulevard|bridge|building|castle|cathedral|center|centre|church|clinic|club|college|"
    r"court|drive|embassy|gallery|hall|highway|hospital|hotel|house|lane|library|mall|market|mosque|museum|palace|park|"
    r"plaza|prison|jail|road|rd|school|square|st|stadium|station|street|temple|theatre|theater|tower|university|zoo)\b\.?$",
    re.IGNORECASE,
)

_CITIES = {
    ("Washington", "US"): "White House, Capitol Hill, Foggy Bottom, Oval Office, Lincoln Memorial",
    ("Arlington", "US"): "Pentagon",
    ("New York", "US"): "Wall Street, Broadway, Times Square, Ground Zero, Central Park, Madison Square Garden",
    ("San Jose", "US"): "Silicon Valley",
    ("San Francisco", "US"): "Bay Area, Golden Gate Bridge",
    ("London", "GB"): (
        "Downing Street, Whitehall, Heathrow, Heathrow Airport, Gatwick, Scotland Yard, Buckingham Palace, "
        "Fleet Street, Trafalgar Square, Hyde Park, Old Bailey, Canary Wharf"
    ),
    ("Paris", "FR"): "Elysee, Elysee Palace, Champs-Elysees, Eiffel Tower, Louvre, Quai d'Orsay",
    ("Moscow", "RU"): "Kremlin, Red Square",
    ("Berlin", "DE"): "Brandenburg Gate, Reichstag, Bundestag",
    ("Beijing", "CN"): "Tiananmen Square, Tiananmen, Zhongnanhai",
    ("Cairo", "EG"): "Tahrir Square",
    ("Istanbul", "TR"): "Taksim Square, Gezi Park",
    ("Kiev", "UA"): "Maidan, Independence Square",
    ("Seoul", "KR"): "Blue House",
    ("Jerusalem", "IL"): "Temple Mount, Western Wall, Knesset, Al-Aqsa Mosque",
}

LANDMARKS: dict[Words, tuple[str, str]] = {
    words(name): city for city, names in _CITIES.items() for name in names.split(", ")
}
"""City and country of sights that the news names without their cities, by their names as `words` gives them."""


def is_site(name: str) -> bool:
    """Whether a name is that of a building, a street or the like, going by its last word."""
    return bool(_SITE.search(name))
