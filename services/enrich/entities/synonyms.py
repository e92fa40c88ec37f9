"""Names that are one although nothing in them tells: official names, acronyms, abbreviations, nicknames."""

from services.enrich.entities.names import Words, spoken
from services.enrich.entities.peoples import PEOPLES


def _table(lines: str) -> dict[Words, Words]:
    rows = (line.split(":") for line in lines.strip().splitlines())
    return {spoken(form): spoken(name) for name, others in rows for form in (name, *others.split(","))}


SYNONYMS = _table(
    """
    United States: US, USA, America, United States of America
    United Kingdom: UK, Britain, Great Britain, United Kingdom of Great Britain and Northern Ireland
    United Arab Emirates: UAE
    United Nations: UN, UNO, United Nations Organisation
    European Union: EU
    North Atlantic Treaty Organisation: NATO, Atlantic Alliance
    International Monetary Fund: IMF
    World Trade Organisation: WTO
    World Health Organisation: WHO
    Organisation of Petroleum Exporting Countries: OPEC
    Federal Reserve: Fed, Federal Reserve System, US Federal Reserve, US Fed
    Federal Bureau of Investigation: FBI
    Central Intelligence Agency: CIA
    British Broadcasting Corporation: BBC
    Agence France-Presse: AFP
    Russia: Russian Federation
    Chechnya: Chechen Republic
    China: People's Republic of China, PRC
    Taiwan: Republic of China
    North Korea: Democratic People's Republic of Korea, DPRK
    South Korea: Republic of Korea, ROK
    Soviet Union: USSR, Union of Soviet Socialist Republics
    East Germany: German Democratic Republic, GDR
    Democratic Republic of the Congo: Democratic Republic of Congo, DRC, DR Congo, Congo-Kinshasa
    Congo: Republic of the Congo, Republic of Congo, Congo-Brazzaville
    Syria: Syrian Arab Republic
    Egypt: Arab Republic of Egypt
    Laos: Lao People's Democratic Republic
    Switzerland: Swiss Confederation
    Slovakia: Slovak Republic
    Czech Republic: Czechia
    Macedonia: North Macedonia, FYROM, Former Yugoslav Republic of Macedonia
    Bosnia and Herzegovina: Bosnia, Bosnia-Hercegovina
    Northern Ireland: North Ireland
    Washington: Washington DC
    Beijing: Peking
    Mumbai: Bombay
    Kolkata: Calcutta
    Chennai: Madras
    Yangon: Rangoon
    Ho Chi Minh City: Saigon
    Kyiv: Kiev
    Tehran: Teheran
    Islamic State: ISIS, ISIL, Daesh, Islamic State of Iraq and Syria, Islamic State of Iraq and the Levant
    Foreign Ministry: Ministry of Foreign Affairs
    Olympic Games: Olympics
    World War I: First World War, World War One, WWI, WW1
    World War II: Second World War, World War Two, WWII, WW2
    Ivory Coast: Côte d'Ivoire
    Myanmar: Burma
    Netherlands: Holland
    Eswatini: Swaziland
    East Timor: Timor-Leste
    Cape Verde: Cabo Verde
    Turkey: Türkiye
    """
)
"""What stands on a line means what it begins with, wherever it is said. All as `spoken` gives it."""

STATES = _table(
    """
    Alabama: Ala, AL
    Alaska: AK
    Arizona: Ariz, AZ
    Arkansas: Ark, AR
    California: Calif, CA
    Colorado: Colo, CO
    Connecticut: Conn, CT
    Delaware: Del, DE
    District of Columbia: DC
    Florida: Fla, FL
    Georgia: Ga
    Hawaii: HI
    Idaho: ID
    Illinois: Ill, IL
    Indiana: Ind
    Iowa: IA
    Kansas: Kan, KS
    Kentucky: Ky
    Maine: ME
    Maryland: Md
    Massachusetts: Mass, MA
    Michigan: Mich, MI
    Minnesota: Minn, MN
    Mississippi: Miss, MS
    Missouri: Mo
    Montana: Mont, MT
    Nebraska: Neb, NE
    Nevada: Nev, NV
    New Hampshire: NH
    New Jersey: NJ
    New Mexico: NM
    New York: NY
    North Carolina: NC
    North Dakota: ND
    Ohio: OH
    Oklahoma: Okla, OK
    Oregon: Ore, OR
    Pennsylvania: Pa
    Rhode Island: RI
    South Carolina: SC
    South Dakota: SD
    Tennessee: Tenn, TN
    Texas: Tex, TX
    Utah: UT
    Vermont: Vt
    Virginia: Va
    Washington State: Wash, WA
    West Virginia: WVa, WV
    Wisconsin: Wis, WI
    Wyoming: Wyo, WY
    """
)
"""Abbreviations of US states, those of the Associated Press and of the postal service. Only places are meant."""

_FAITHS = _table(
    """
    Kurdish: Kurd, Kurds
    Jewish: Jew, Jews
    Muslim: Moslem, Moslems, Muslims
    Shiite: Shia, Shi'ite, Shias, Shiites, Shi'ites
    Catholic: Roman Catholic, Roman Catholics, Catholics
    Uighur: Uyghur, Uyghurs, Uighurs
    """
)


def _demonyms() -> dict[Words, Words]:
    first = {place: name for name, place in reversed(PEOPLES.items())}
    # where only the people's name has two words, it is one of several in a place: Greek Cypriots
    return {spoken(n): spoken(first[place]) for n, place in PEOPLES.items() if " " not in n or " " in place}


PEOPLE = _demonyms() | _FAITHS
"""Names of peoples -> one name for each: Scots and the Scottish, Danes and the Danish."""

NICKNAMES = _table(
    """
    Alexander: Alex, Sasha
    Andrew: Andy
    Anthony: Tony
    Benjamin: Ben, Benny
    Charles: Charlie, Chuck
    Christopher: Chris
    Daniel: Dan, Danny
    David: Dave
    Donald: Don
    Edward: Eddie, Ed
    Elizabeth: Liz, Beth, Betty
    Frederick: Fred
    Gerald: Gerry
    Gregory: Greg
    James: Jim, Jimmy
    Jeffrey: Jeff
    Joseph: Joe
    Joshua: Josh
    Katherine: Kate, Katie, Kathy
    Kenneth: Ken
    Lawrence: Larry
    Leonard: Len
    Matthew: Matt
    Michael: Mike, Mick
    Nicholas: Nick
    Peter: Pete
    Philip: Phil
    Raymond: Ray
    Richard: Dick, Rick
    Robert: Bob, Bobby, Rob
    Ronald: Ron
    Samuel: Sam
    Stephen: Steve, Steven
    Susan: Sue
    Terence: Terry
    Thomas: Tom, Tommy
    Timothy: Tim
    Victoria: Vicky
    Walter: Walt
    William: Bill, Billy, Will
    """
)
"""First names and what their bearers are called for short."""
