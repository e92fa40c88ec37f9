"""How US states are abbreviated."""

from services.enrich.entities.synonyms import table

STATES = table(
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
