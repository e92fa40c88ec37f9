"""Pages that stand where an article should be: paywalls, requests for consent, checks for robots, errors.

To take an article for one of these would lose it, so that each is told by several signs, and only where there is little
text: what has more than that is an article, whatever else the page says.
"""

import re

_TEASER = 1_200  # characters; what is in front of a paywall is shorter
_NOTICE = 3_000  # of a request for consent
_ERROR = 600
_LAST, _SHORT = 3, 120  # lines; characters of one

_READ = r"(?:(?:continue|keep|finish) reading|read (?:on|more|the (?:full|rest|whole|entire)|this|full)|unlock)\b"
_JOIN = (
    r"(?:subscribe|register|sign up|sign in|log in|become a \w+|join|upgrade|choose a plan"
    r"|create (?:a|an|your) (?:\w+ )?account|start your (?:\w+ )?trial)\b"
)
_SOME = r"[^.!?<>]{0,40}"
_ASKS_TO_PAY = re.compile(
    "|".join((
        rf"\b{_JOIN}{_SOME} to {_READ}",
        rf"\bto {_READ}{_SOME}\b{_JOIN}",
        rf"\b(?:continue|keep) reading (?:with|by) {_SOME}(?:subscri|trial|regist)",
        rf"\bthis (?:article|story) is (?:only )?(?:for|available to|reserved for|exclusive to) {_SOME}subscribers",
        rf"\byou(?:['’]ve| have) (?:reached|used|read) {_SOME}free (?:articles|stories)",
        r"\b(?:la suite|cet article) est réservée? aux abonnés",
        r"\bdieser (?:artikel|inhalt) ist (?:nur|exklusiv) für abonnent",
        r"\b(?:suscríbete|regístrate) para (?:seguir|continuar) leyendo",
    )),
    re.IGNORECASE,
)  # fmt: skip
_CUT_OFF = re.compile(r"(?:\.\.\.|…)\]?$")

_ASKS_FOR_CONSENT = re.compile(
    "|".join((
        r"\bwe (?:value|respect|care about) your privacy\b",
        r"\byour privacy (?:matters|choices|is important)\b",
        r"\bbefore you continue to\b",
        r"\bwe,? (?:and|with) our (?:\d+ )?(?:\w+ )?partners\b",
        r"\bstore and/or access information on a device\b",
        r"\b(?:we|this (?:web ?)?site) uses? cookies\b",
    )),
    re.IGNORECASE,
)  # fmt: skip
_ABOUT_CONSENT = re.compile(
    r"cookie|consent|our (?:\d+ )?partners|privacy|personali[sz]ed ad|personal data|accept all|reject all",
    re.IGNORECASE,
)

_TITLE_OF_ERROR = re.compile(
    r"(?:(?:error )?(?:400|401|403|404|410|429|500|502|503|504)\b.{0,40}|page not found|access denied|just a moment\W*"
    r"|not found|forbidden|bad request|bad gateway|internal server error|gateway time-?out"
    r"|attention required!?|are you a (?:robot|human)\??|robot check|security check"
    r"|service (?:temporarily )?unavailable|pardon our interruption|checking your browser)(?:\s*[-|–—].{0,60})?",
    re.IGNORECASE,
)
_CHECK_FOR_ROBOTS = re.compile(
    r"enable javascript and cookies to continue|verify(?:ing)? (?:that )?you are (?:a )?human|you are not a robot"
    r"|unusual (?:traffic|activity) from your|checking (?:your browser|if the site connection is secure)"
    r"|you don['’]t have permission to access",
    re.IGNORECASE,
)


def wall(html: str, title: str | None, text: str, *, free: bool) -> str | None:
    """Why a page is no article, in half a line; None if it is one.

    `text` is what was found in it, in lines. Not `free` is what its publisher declares to be behind a paywall.
    """
    if len(text) <= _ERROR and ((title and _TITLE_OF_ERROR.fullmatch(title)) or _CHECK_FOR_ROBOTS.search(text)):
        return f"an error page or a check for robots, not an article: {(title or text)[:60]!r}"
    if len(text) <= _NOTICE and _ASKS_FOR_CONSENT.search(text) and _mostly_consent(text):
        return "a request for consent (cookies), not an article"
    if len(text) <= _TEASER and _has_paywall(html, text, free=free):
        return f"behind a paywall: only the first {len(text)} characters are in the page"
    return None


def _mostly_consent(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return 2 * sum(len(line) for line in lines if _ABOUT_CONSENT.search(line)) > sum(map(len, lines))


def _has_paywall(html: str, text: str, *, free: bool) -> bool:
    """Two signs of three will do, or a request to pay that is a short line at the end of the text itself."""
    last = [line for line in text.splitlines() if line][-_LAST:]
    if any(len(line) <= _SHORT and _ASKS_TO_PAY.search(line) for line in last):
        return True
    signs = not free, bool(last) and _CUT_OFF.search(last[-1]) is not None, _ASKS_TO_PAY.search(html) is not None
    return sum(signs) >= 2
