"""Abbreviations of American states and Canadian provinces, as news agencies and the post write them."""

_POSTAL = """
    AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI
    SC SD TN TX UT VT VA WA WV WI WY
"""  # without LA, which is Los Angeles nearly always
_AGENCIES = """
    Ala:AL Ariz:AZ Ark:AR Calif:CA Colo:CO Conn:CT Del:DE Fla:FL Ga:GA Ill:IL Ind:IN Kan:KS Ky:KY La:LA Md:MD Mass:MA
    Mich:MI Minn:MN Miss:MS Mo:MO Mont:MT Neb:NE Nev:NV Okla:OK Ore:OR Pa:PA Penn:PA Tenn:TN Tex:TX Vt:VT Va:VA Wash:WA
    WVa:WV Wis:WI Wyo:WY
"""
_PROVINCES = """
    AB:01 Alta:01 BC:02 MB:03 Man:03 NB:04 NL:05 Nfld:05 NS:07 ON:08 Ont:08 PEI:09 PE:09 QC:10 Que:10 SK:11 Sask:11
    YT:12 NWT:13 NT:13
"""
_STATES = {
    **{code: ("US", code) for code in _POSTAL.split()},
    **{short: ("US", code) for short, _, code in (pair.partition(":") for pair in _AGENCIES.split())},
    **{short: ("CA", code) for short, _, code in (pair.partition(":") for pair in _PROVINCES.split())},
}


def abbreviated(name: str) -> tuple[str, str] | None:
    """Country and GeoNames code of the state that an abbreviation means: `Calif.`, `N.Y.`, `TX`, `Ont.`"""
    return _STATES.get(name.replace(".", "").replace(" ", "")) if len(name) <= 6 else None
