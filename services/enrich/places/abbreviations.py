"""Abbreviations of American states and Canadian provinces, as news agencies and the post write them."""

from services.enrich.names.states import CODES

_PROVINCES = """
    AB:01 Alta:01 BC:02 MB:03 Man:03 NB:04 NL:05 Nfld:05 NS:07 ON:08 Ont:08 PEI:09 PE:09 QC:10 Que:10 SK:11 Sask:11
    YT:12 NWT:13 NT:13
"""
_STATES = {
    **{short: ("US", code) for short, code in CODES.items()},
    **{short: ("CA", code) for short, _, code in (pair.partition(":") for pair in _PROVINCES.split())},
}


def abbreviated(name: str) -> tuple[str, str] | None:
    """Country and GeoNames code of the state that an abbreviation means: `Calif.`, `N.Y.`, `TX`, `Ont.`"""
    return _STATES.get(name.replace(".", "").replace(" ", "")) if len(name) <= 6 else None
