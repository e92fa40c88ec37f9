"""Organisations of the world that news names without saying what they are."""

_NAMES = """
U.N., UN, United Nations, U.N. Security Council, UNESCO, UNICEF, UNHCR, World Health Organization, IAEA,
EU, European Union, European Commission, European Parliament, NATO, Nato, OSCE, IMF, International Monetary Fund,
World Bank, WTO, World Trade Organisation, World Trade Organization, OPEC, OECD, ASEAN, Arab League, African Union,
Red Cross, International Committee of the Red Cross, Amnesty International, Human Rights Watch, Greenpeace,
Reuters, Associated Press, Agence France-Presse, AFP, Xinhua, Interfax, Itar-Tass, ITAR-TASS, Tanjug, Kyodo, Yonhap,
Anadolu, Bernama, ANSA, IRNA, KCNA, BBC, CNN, NBC, CBS, Al Jazeera, Bloomberg,
FBI, CIA, NASA, Pentagon, Kremlin, Knesset, Bundesbank, Federal Reserve, Scotland Yard, Interpol,
Hamas, Hezbollah, Hizbollah, Fatah, IRA, ETA, Sinn Fein, PLO, FIFA, UEFA, IOC
"""

BODIES = frozenset(" ".join(_NAMES.split()).split(", "))
"""Their names and acronyms, in the usual letter case."""
