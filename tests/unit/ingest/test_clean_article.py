"""From a raw article to a clean one."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from services.ingest.clean import Cleaned, clean
from services.wire.messages import RawArticle

RECEIVED = datetime(2013, 1, 2, 9, 30, tzinfo=UTC)
SEED = Path(__file__).parents[3] / "seeds" / "000_c8eb91394cc25a68.txt"


def cleaned(*, zone: str = "UTC", received: datetime = RECEIVED, **parts: str) -> Cleaned:
    return clean(RawArticle(**parts), entry="1-0", received=received, timezone=ZoneInfo(zone))


def test_the_given_article_has_its_date_headline_and_body():
    article = cleaned(body=SEED.read_text()).article
    assert article.headline == "Russia invites Syrian opposition chief for talks"
    assert (article.published, article.published_from) == ("2012-12-29", "text")
    assert article.body.startswith("Russia, the only world power")
