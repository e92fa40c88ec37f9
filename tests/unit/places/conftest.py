"""What the tests of places share: a gazetteer that is built, one of some sixty places, and a reader of marked texts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gazetteer_wheels import write_wheels

from services.enrich.places.build import build
from services.enrich.places.folding import fold
from services.enrich.places.gazetteer import Gazetteer, Place
from services.enrich.places.resolve import Answer, resolve

_PLACES = """
2988507 PPLC FR 11 75   48.85   2.35 2138551 Paris
4717560 PPL  US TX 277  33.66 -95.56   24782 Paris
4402452 PPL  US MO 137  39.48 -92.00    1176 Paris
4303602 PPL  US KY 017  38.21 -84.25    9870 Paris
2643743 PPLC GB ENG GLA 51.51  -0.13 8961989 London
6058560 PPL  CA 08 -    42.98 -81.23  422324 London
5946768 PPL  CA 01 -    53.55 -113.5 1010899 Edmonton
2650209 PPL  GB ENG GLA 51.63  -0.06   82000 Edmonton
2649997 PPL  GB ENG GLA 51.65  -0.08  156858 Enfield Town=Enfield
4834157 PPL  US CT 110  41.98 -72.59   45212 Enfield
4407066 PPL  US MO 510  38.63 -90.20  279695 Saint Louis
4140963 PPLC US DC 001  38.90 -77.04  689545 Washington
5815135 ADM1 US WA -    47.50 -120.5 7705281 Washington
5128581 PPL  US NY -    40.71 -74.01 8804190 New York City=New York
5128638 ADM1 US NY -    43.00 -75.50 19274244 New York
4180439 PPL  US GA 121  33.75 -84.39  463878 Atlanta
4207400 PPL  US GA 021  32.84 -83.63  157346 Macon
4398678 ADM1 US MO -    38.25 -92.50 6154913 Missouri
4736286 ADM1 US TX -    31.25 -99.25 29145505 Texas
4197000 ADM1 US GA -    32.75 -83.50 10711908 Georgia
614540  PCL  GE -  -    42.00  43.50 3731000 Georgia
611717  PPLC GE 51 -    41.69  44.83 1049498 Tbilisi
6254925 ADM1 US KY -    38.20 -84.88 4505836 Kentucky
6093943 ADM1 CA 08 -    49.25 -84.50 14223942 Ontario
6065171 ADM1 CA 03 -    55.00 -97.00 1342153 Manitoba
5922111 PPL  CA 03 -    58.77 -94.17     899 Churchill
2652973 PPL  GB ENG -   53.15  -2.87   20000 Churchill
5304391 PPL  US AZ 013  33.38 -111.8    5000 Manitoba
6252001 PCL  US -  -    39.76 -98.50 327167434 United States=America=US=USA
2635167 PCL  GB -  -    54.76  -2.70 66488991 United Kingdom=Britain=UK
6251999 PCL  CA -  -    60.11 -113.6 37058856 Canada
298795  PCL  TR -  -    39.00  35.00 82319724 Turkey
5532627 PPL  US TX 191  34.39 -100.9     421 Turkey
3017382 PCL  FR -  -    46.00   2.00 66987244 France
6255148 CONT -  -  -    48.69   9.14 741000000 Europe
6269133 RGN  -  -  -    33.14  35.86 371400000 Middle East
4398864 ADM2 US MO 137  39.50 -92.00    8654 Monroe County=Monroe
5127305 ADM2 US NY 055  43.17 -77.64  744344 Monroe County=Monroe
4333669 PPL  US LA 073  32.51 -92.12   49297 Monroe
4381982 PPL  US MO 019  38.95 -92.33  119108 Columbia
4575352 PPL  US SC 079  34.00 -81.03  133803 Columbia
5045360 PPL  US NJ 023  40.44 -74.30    6000 Columbia
2551012 PPL  US FL 099  26.70 -80.05   41163 University
6094817 PPLC CA 08 -    45.41 -75.70 1017449 Ottawa
6167865 PPL  CA 08 -    43.70 -79.42 2794356 Toronto
4221552 PPL  US GA 063  33.60 -84.30    2112 Pearson
5368361 PPL  US CA 037  34.05 -118.2 3898747 Los Angeles=LA
5332921 ADM1 US CA -    37.25 -119.8 39512223 California
4331987 ADM1 US LA -    31.00 -92.00 4657757 Louisiana
3019193 PPL  FR 28 76   50.05   1.42    7081 Eu
2986000 PPL  US MO 071  38.48 -90.74    7161 Pacific
11960000 RGN US -  -    33.00 -86.00 115000000 South
5128810 PPL  US NY 103  40.93 -72.41    4458 North Sea
675810  PPL  RO 09 -    45.93  24.93    1870 Soars=Sears
"""


class SmallGazetteer:
    """Finds names as the real one does."""

    def __init__(self) -> None:
        self.names: dict[str, list[Place]] = {}
        self.states: dict[tuple[str, str], Place] = {}
        for line in _PLACES.strip().splitlines():
            number, feature, country, admin1, admin2, lat, lon, population, name = line.split(maxsplit=8)
            main, *others = name.split("=")
            codes = (code.replace("-", "") for code in (country, admin1, admin2))
            place = Place(int(number), main, *codes, float(lat), float(lon), int(population), feature, main=True)
            for each in (main, *others):
                self.names.setdefault(fold(each), []).append(place._replace(main=each == main))
            if feature == "ADM1":
                self.states[country, admin1] = place

    def find(self, name: str) -> list[Place]:
        return sorted(self.names.get(fold(name), []), key=lambda place: -place.population)

    def state(self, country: str, admin1: str) -> Place | None:
        return self.states.get((country, admin1))


@pytest.fixture(scope="session")
def small_gazetteer(tmp_path_factory) -> Gazetteer:
    """A real file of a small world that nobody has to know: tests/gazetteer_wheels.py."""
    wheels: Path = tmp_path_factory.mktemp("wheels")
    write_wheels(wheels)
    build(wheels, wheels / "gazetteer.sqlite")
    return Gazetteer(wheels / "gazetteer.sqlite")


@pytest.fixture(scope="session")
def gazetteer() -> SmallGazetteer:
    return SmallGazetteer()


@pytest.fixture(scope="session")
def answers(gazetteer: SmallGazetteer) -> Callable[..., dict[str, Answer | None]]:
    """Reads `He left [Paris]`, and gives the place of each marked name, of which equal ones are one entity."""

    def read(marked: str, home: str | None = None) -> dict[str, Answer | None]:
        text, entities = "", dict[str, list[tuple[int, int]]]()
        for part in re.split(r"(\[[^\]]+\])", marked):
            name = part.strip("[]")
            if part.startswith("["):
                entities.setdefault(name, []).append((len(text), len(text) + len(name)))
            text += name
        return dict(zip(entities, resolve(text, list(entities.values()), gazetteer, home), strict=True))

    return read


@pytest.fixture(scope="session")
def places(answers: Callable[..., dict[str, Answer | None]]) -> Callable[..., dict[str, str | None]]:
    """The same, with country and division of each place as in `US.TX`."""

    def read(marked: str, home: str | None = None) -> dict[str, str | None]:
        return {
            name: ".".join(part for part in (answer.place.country, answer.place.admin1) if part) if answer else None
            for name, answer in answers(marked, home).items()
        }

    return read
