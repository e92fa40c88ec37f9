"""Names that are one although nothing in them tells: official names and acronyms."""

from services.enrich.names.words import Words, spoken


def table(lines: str) -> dict[Words, Words]:
    """What each form on a line means, by lines such as `name: form, form`; all as `spoken` gives it."""
    rows = (line.split(":") for line in lines.strip().splitlines())
    return {spoken(form): spoken(name) for name, others in rows for form in (name, *others.split(","))}


SYNONYMS = table(
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
