"""What peoples are called in English, and the place each is named after."""

_NAMED_AFTER = """
Afghanistan: Afghan
Albania: Albanian
Algeria: Algerian
Andorra: Andorran
Angola: Angolan
Argentina: Argentine, Argentinian
Armenia: Armenian
Australia: Australian, Aussie
Austria: Austrian
Azerbaijan: Azerbaijani, Azeri
Bahamas: Bahamian
Bahrain: Bahraini
Bangladesh: Bangladeshi
Barbados: Barbadian
Belarus: Belarusian, Belarussian, Byelorussian
Belgium: Belgian
Belize: Belizean
Benin: Beninese
Bermuda: Bermudian
Bhutan: Bhutanese
Bolivia: Bolivian
Bosnia and Herzegovina: Bosnian
Botswana: Botswanan, Motswana, Batswana
Brazil: Brazilian
United Kingdom: British, Briton
Brunei: Bruneian
Bulgaria: Bulgarian
Burkina Faso: Burkinabe
Myanmar: Burmese
Burundi: Burundian
Cambodia: Cambodian
Cameroon: Cameroonian
Canada: Canadian
Central African Republic: Central African
Chad: Chadian
Chile: Chilean
China: Chinese
Colombia: Colombian
Comoros: Comoran, Comorian
Republic of the Congo: Congolese
Costa Rica: Costa Rican
Croatia: Croatian, Croat
Cuba: Cuban
Cyprus: Cypriot, Greek Cypriot, Turkish Cypriot
Czech Republic: Czech
Czechoslovakia: Czechoslovak
Denmark: Danish, Dane
Djibouti: Djiboutian
Dominican Republic: Dominican
Ecuador: Ecuadorean, Ecuadorian
Egypt: Egyptian
El Salvador: Salvadoran, Salvadorean
England: English, Englishman, Englishmen, Englishwoman
Eritrea: Eritrean
Estonia: Estonian
Ethiopia: Ethiopian
Fiji: Fijian
Finland: Finnish, Finn
France: French, Frenchman, Frenchmen, Frenchwoman
Gabon: Gabonese
Gambia: Gambian
Georgia: Georgian
Germany: German, East German, West German
Ghana: Ghanaian
Greece: Greek
Grenada: Grenadian
Guatemala: Guatemalan
Guinea: Guinean
Guyana: Guyanese
Haiti: Haitian
Honduras: Honduran
Hungary: Hungarian
Iceland: Icelandic, Icelander
India: Indian
Indonesia: Indonesian
Iran: Iranian
Iraq: Iraqi
Ireland: Irish, Irishman, Irishmen
Israel: Israeli
Italy: Italian
Ivory Coast: Ivorian
Jamaica: Jamaican
Japan: Japanese
Jordan: Jordanian
Kazakhstan: Kazakh, Kazakhstani
Kenya: Kenyan
Kosovo: Kosovar, Kosovan
Kuwait: Kuwaiti
Kyrgyzstan: Kyrgyz
Laos: Laotian, Lao
Latvia: Latvian
Lebanon: Lebanese
Liberia: Liberian
Libya: Libyan
Liechtenstein: Liechtensteiner
Lithuania: Lithuanian
Luxembourg: Luxembourger
North Macedonia: Macedonian
Madagascar: Malagasy, Madagascan
Malawi: Malawian
Malaysia: Malaysian
Maldives: Maldivian
Mali: Malian
Malta: Maltese
Mauritania: Mauritanian
Mauritius: Mauritian
Mexico: Mexican
Moldova: Moldovan
Monaco: Monegasque
Mongolia: Mongolian
Montenegro: Montenegrin
Morocco: Moroccan
Mozambique: Mozambican
Namibia: Namibian
Nepal: Nepalese, Nepali
Netherlands: Dutch, Dutchman, Dutchmen
New Zealand: New Zealander
Nicaragua: Nicaraguan
Niger: Nigerien
Nigeria: Nigerian
North Korea: North Korean
Northern Ireland: Northern Irish
Norway: Norwegian
Oman: Omani
Pakistan: Pakistani
Palestine: Palestinian
Panama: Panamanian
Papua New Guinea: Papua New Guinean
Paraguay: Paraguayan
Peru: Peruvian
Philippines: Filipino, Filipina, Philippine
Poland: Polish, Pole
Portugal: Portuguese
Puerto Rico: Puerto Rican
Qatar: Qatari
Romania: Romanian
Russia: Russian
Rwanda: Rwandan
Saudi Arabia: Saudi, Saudi Arabian
Scotland: Scottish, Scot, Scotsman, Scotsmen
Senegal: Senegalese
Serbia: Serbian, Serb
Seychelles: Seychellois
Sierra Leone: Sierra Leonean
Singapore: Singaporean
Slovakia: Slovak, Slovakian
Slovenia: Slovenian, Slovene
Somalia: Somali, Somalian
South Africa: South African
South Korea: South Korean
South Sudan: South Sudanese
Soviet Union: Soviet
Spain: Spanish, Spaniard
Sri Lanka: Sri Lankan
Sudan: Sudanese
Suriname: Surinamese
Swaziland: Swazi
Sweden: Swedish, Swede
Switzerland: Swiss
Syria: Syrian
Taiwan: Taiwanese
Tajikistan: Tajik
Tanzania: Tanzanian
Thailand: Thai
Tibet: Tibetan
East Timor: Timorese, East Timorese
Togo: Togolese
Tonga: Tongan
Trinidad and Tobago: Trinidadian
Tunisia: Tunisian
Turkey: Turkish, Turk
Turkmenistan: Turkmen
Uganda: Ugandan
Ukraine: Ukrainian
United Arab Emirates: Emirati
United States: American
Uruguay: Uruguayan
Uzbekistan: Uzbek
Vanuatu: Ni-Vanuatu
Venezuela: Venezuelan
Vietnam: Vietnamese
Wales: Welsh, Welshman, Welshmen
West Indies: West Indian
Samoa: Samoan
Yemen: Yemeni
Yugoslavia: Yugoslav
Zaire: Zairean
Zambia: Zambian
Zimbabwe: Zimbabwean
Korean Peninsula: Korean
Africa: African
Asia: Asian
Europe: European
Latin America: Latin American
South America: South American
North America: North American
Central America: Central American
Middle East: Middle Eastern
Caribbean: Caribbean
Chechnya: Chechen
Dagestan: Dagestani
Abkhazia: Abkhazian, Abkhaz
Ossetia: Ossetian
Crimea: Crimean
Catalonia: Catalan
Basque Country: Basque
Brittany: Breton
Bavaria: Bavarian
Corsica: Corsican
Flanders: Flemish
Sicily: Sicilian
Quebec: Quebecois, Quebecker, Quebecer
Punjab: Punjabi
Kashmir: Kashmiri
Hawaii: Hawaiian
Texas: Texan
California: Californian
New York: New Yorker
Greenland: Greenlandic, Greenlander
Faroe Islands: Faroese
"""

_WITHOUT_A_PLACE = """
Arab, Kurd, Kurdish, Jew, Jewish, Hutu, Tutsi, Tamil, Sinhalese, Sikh, Hindu, Buddhist, Muslim, Moslem, Islamic,
Islamist, Christian, Catholic, Roman Catholic, Protestant, Anglican, Lutheran, Methodist, Mormon, Orthodox, Shiite,
Shi'ite, Shia, Sunni, Alawite, Druze, Maronite, Zulu, Xhosa, Pashtun, Tatar, Berber, Tuareg, Inuit, Roma, Gypsy,
Hispanic, Latino, Latin, African-American, Afro-Caribbean, Arabic, Semitic, Slavic, Nordic, Scandinavian, Baltic,
Balkan, Western, Bosniak, Republican, Democrat, Communist, Nazi, Marxist, Maoist, Uighur, Uyghur, Rohingya, Maori,
Aborigine, Aboriginal, Cossack, Mayan, Taliban
"""

_PLURALS = {"gypsy": "gypsies", "swiss": "swiss"}
_NOT_COUNTED = ("ese", "ish", "ch", "ss", "men", "ic", "ern")  # the Chinese, the French: no plural in s
_AMBIGUOUS = frozenset({"pole", "poles", "western", "latin", "orthodox", "roma"})
_NOT_LANDS = frozenset(
    {
        "New York",
        "Texas",
        "California",
        "Hawaii",
        "Quebec",
        "Punjab",
        "Basque Country",
        "Korean Peninsula",
        "Africa",
        "Asia",
        "Europe",
        "North America",
        "South America",
        "Middle East",
        "Caribbean",
    }
)
_SHORT = "U.S., U.S, U.S.A., USA, US, U.K., UK, Britain, Great Britain, UAE, Holland, Congo, Bosnia, Burma, Czechia"
_NOT_ALONE = frozenset({"US", "Chad", "Jordan", "Georgia"})  # also words or persons: names only where a model says so


def _forms(name: str) -> tuple[str, ...]:
    if name.casefold() in _PLURALS:
        return name, _PLURALS[name.casefold()].capitalize()
    return (name,) if name.endswith(_NOT_COUNTED) else (name, name + "s")


def _tables() -> tuple[dict[str, str], frozenset[str]]:
    places: dict[str, str] = {}
    for line in _NAMED_AFTER.strip().splitlines():
        place, _, names = line.partition(":")
        places.update((form, place) for name in names.split(",") for form in _forms(name.strip()))
    others = " ".join(_WITHOUT_A_PLACE.split()).split(", ")
    return places, frozenset(form for name in others for form in _forms(name))


_WITH_A_PLACE, _WITHOUT = _tables()

PEOPLES: dict[str, str] = {name.casefold(): place for name, place in _WITH_A_PLACE.items()}
"""Demonyms, nationalities and inhabitants in lower case, singular and plural -> the place's name in English."""

_PEOPLES = PEOPLES.keys() | {name.casefold() for name in _WITHOUT}
_LANDS = frozenset(PEOPLES.values()) - _NOT_LANDS | frozenset(_SHORT.split(", "))
_LAND = frozenset(name.casefold() for name in _LANDS) - {"us"}

LISTED: dict[str, str] = {
    **{name: "NORP" for name in (*_WITH_A_PLACE, *_WITHOUT) if name.casefold() not in _AMBIGUOUS},
    **dict.fromkeys(_LANDS - _NOT_ALONE, "GPE"),
}
"""Names of peoples and countries that mean nothing else -> their label."""


def is_people(name: str) -> bool:
    """Whether a name is one of a people, a faith or a political camp, or of two such as in `Arab-Israeli`."""
    parts = name.casefold().replace("’", "'").split("-")
    whole = "-".join(parts)
    return whole not in _AMBIGUOUS and (whole in _PEOPLES or all(part in _PEOPLES for part in parts))


def is_land(name: str) -> bool:
    """Whether a name is that of a country, or of a region that a people is named after."""
    return name.casefold() in _LAND or name == "US"
