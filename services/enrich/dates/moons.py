"""Days that go by the moon: of the Islamic, Hebrew, Chinese and Hindu calendars, and Easter by the Julian one.

Islamic days are those of Umm al-Qura, as `hijridate` has them for 1925 to 2076: other countries may differ by a day.
The others are computed; tests compare them with published dates.
"""

import math

from hijridate import Hijri

from services.enrich.dates.periods import day_number

HIJRI_YEARS = range(1343, 1501)  # of the tables of Umm al-Qura
ISLAMIC_YEARS, MOON_YEARS = range(1925, 2077), range(1900, 2101)
SOLSTICE = 730475.5675  # 2000-12-21T13:37, in the days of `periods`
TROPICAL_YEAR = 365.24219  # days
J2000 = 730120.5  # 2000-01-01T12:00, in the days of `periods`
BEIJING, DELHI = 8 / 24, 5.5 / 24  # days east of Greenwich
DUSK = 18 / 24  # of a day, in India at the end of October
ROSH_HASHANAH_TO = {"passover": -163, "shavuot": -113, "yom kippur": 9, "sukkot": 14}  # days
KISLEV_25 = 83  # days after Rosh Hashanah in a year whose Heshvan has 29 days
LONG_HESHVAN = (355, 385)  # lengths of the years whose Heshvan has 30
EPOCH = -1373427  # two days before the first Rosh Hashanah, 3761 BC


def islamic(year: int, month: int, day: int) -> int | None:
    """The first such day of the Islamic calendar in a year of ours; None where no table has it."""
    if year not in ISLAMIC_YEARS:
        return None
    first = (year - 622) * 33 // 32
    days = (Hijri(hijri, month, day).to_gregorian() for hijri in range(first - 1, first + 2) if hijri in HIJRI_YEARS)
    return next((date.toordinal() for date in days if date.year == year), None)


def rosh_hashanah(year: int) -> int:
    """1 Tishri in the autumn of a year, by the rules of the calendar in use since the 4th century."""
    return _new_year(year + 3761)


def hebrew(name: str, year: int) -> int:
    """The first day of a festival that stands at a fixed distance from Rosh Hashanah."""
    return rosh_hashanah(year) + ROSH_HASHANAH_TO[name]


def hanukkah(year: int) -> int:
    begin = rosh_hashanah(year)
    return begin + KISLEV_25 + (rosh_hashanah(year + 1) - begin in LONG_HESHVAN)


def _new_year(hebrew_year: int) -> int:
    """The day on which a Hebrew year begins (N. Dershowitz and E. M. Reingold, Calendrical Calculations)."""
    before, day, after = (_postponed_molad(hebrew_year + step) for step in (-1, 0, 1))
    delay = 2 if after - day == 356 else 1 if day - before == 382 else 0
    return EPOCH + day + delay


def _postponed_molad(hebrew_year: int) -> int:
    """Days from the epoch to the conjunction of Tishri; to the day after, where that is Sunday, Wednesday or Friday."""
    months = (235 * hebrew_year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def chinese_new_year(year: int) -> int | None:
    """The second new moon after the month of the winter solstice, by the day in Beijing, but not before 21 January."""
    if year not in MOON_YEARS:
        return None
    solstice = math.floor(SOLSTICE + (year - 2001) * TROPICAL_YEAR + BEIJING)
    second = _new_moon_from(_new_moon_from(solstice + 1, BEIJING) + 1, BEIJING)
    return _new_moon_from(max(second, day_number(year, 1, 21)), BEIJING)


def diwali(year: int) -> int | None:
    """The evening in India before the new moon of the middle of October to the middle of November."""
    if year not in MOON_YEARS:
        return None
    return _new_moon_from(day_number(year, 10, 17), DELHI - DUSK)


def _new_moon_from(day: int, east: float) -> int:
    """The first day on or after which the moon is new, east of Greenwich by a part of a day."""
    number = math.floor((day - J2000) / 29.530588861) - 2
    while (found := math.floor(_new_moon(number) + east)) < day:
        number += 1
    return found


def _new_moon(number: int) -> float:
    """The moment of a new moon, counted from January 2000 (J. Meeus, Astronomical Algorithms, chapter 49)."""
    century = number / 1236.85
    mean = 730125.59766 + 29.530588861 * number + 0.00015437 * century**2  # 2000-01-06T18:14 dynamical time
    sun = math.radians(2.5534 + 29.1053567 * number)
    moon = math.radians(201.5643 + 385.81693528 * number)
    latitude = math.radians(160.7108 + 390.67050284 * number)
    eccentricity = 1 - 0.002516 * century
    correction = (
        -0.4072 * math.sin(moon)
        + 0.17241 * eccentricity * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * latitude)
        + 0.00739 * eccentricity * math.sin(moon - sun)
        - 0.00514 * eccentricity * math.sin(moon + sun)
        + 0.00208 * eccentricity**2 * math.sin(2 * sun)
    )
    return mean + correction


def orthodox_easter(year: int) -> int:
    """Easter Sunday of the Julian calendar, as a day of ours (J. Meeus)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return day_number(year, month, day + 1) + year // 100 - year // 400 - 2
