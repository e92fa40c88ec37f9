"""Quality and speed of places: `python -m bench.places [CORPORA]`, where CORPORA defaults to ../shared/corpora.

On TR-News. With mentions given: share of the gold places with a point that were put within 161 km of it; what was not
answered counts as wrong. End to end: F1 from the raw text. The baseline knows of each name the most populous place of
the gazetteer. A quarter of the documents (crc32 of the id divisible by 4) was kept unseen while rules were written.
"""

import time
from types import ModuleType

from bench.corpora import corpora, is_unseen, load_scorer, read
from bench.machine import load
from services.enrich.annotate import Document
from services.enrich.load import load_annotator
from services.enrich.places.gazetteer import Gazetteer
from services.enrich.places.locate import locate_mentions
from services.enrich.settings import EnrichSettings

PARTS = ("all", "read", "unseen")
NOWHERE = {"geonames": None, "lat": None, "lon": None}


def most_populous(document: dict, gazetteer: Gazetteer) -> list[dict]:
    """The baseline: each name means its most populous place."""
    answers = (next(iter(gazetteer.find(gold["text"])), None) for gold in document["places"])
    return [
        {"start": gold["start"], "end": gold["end"]} | (answer._asdict() if answer else NOWHERE)
        for gold, answer in zip(document["places"], answers, strict=True)
    ]


def given(document: dict, gazetteer: Gazetteer) -> list[dict]:
    """Our places, where the mentions are given."""
    spans = [(gold["start"], gold["end"]) for gold in document["places"]]
    places = locate_mentions(document["text"], spans, gazetteer)
    return [
        {"start": start, "end": end} | (place.model_dump() if place else NOWHERE)
        for (start, end), place in zip(spans, places, strict=True)
    ]


def from_text(documents: list[dict], scorer: ModuleType) -> dict[str, list[dict]]:
    """Our places, from the raw text."""
    annotator = load_annotator(EnrichSettings())
    found = annotator.annotate([Document(document["text"]) for document in documents])
    return {
        document["id"]: scorer.of_entities([entity.model_dump() for entity in annotations.entities])
        for document, annotations in zip(documents, found, strict=True)
    }


def main() -> None:
    """Print the table."""
    directory = corpora(__doc__)
    scorer, gazetteer = load_scorer(directory / "score_places.py"), Gazetteer()
    documents = read(directory / "places" / "tr-news.jsonl")
    gold = {document["id"]: document["places"] for document in documents}
    baseline = {document["id"]: most_populous(document, gazetteer) for document in documents}
    began = time.process_time()
    ours = {document["id"]: given(document, gazetteer) for document in documents}
    seconds = time.process_time() - began
    raw = from_text(documents, scorer)

    print(
        f"{'TR-News':<10}{'places':>8}{'most populous':>16}{'mentions given':>17}{'end to end: P':>16}{'R':>7}{'F1':>7}"
    )
    for part in PARTS:
        chosen = {i for i in gold if part == "all" or is_unseen(i) == (part == "unseen")}
        scores = [
            scorer.score({i: gold[i] for i in chosen}, {i: s[i] for i in chosen})[0] for s in (baseline, ours, raw)
        ]
        accuracies = [score["end_to_end"]["R"] for score in scores[:2]]
        end_to_end = scores[2]["end_to_end"]
        print(
            f"{part:<10}{scores[0]['gold_located']:>8}{accuracies[0]:>16.1f}{accuracies[1]:>17.1f}"
            f"{end_to_end['P']:>16.1f}{end_to_end['R']:>7.1f}{end_to_end['F1']:>7.1f}"
        )
    print(f"{'goal':<10}{'':>8}{'60.5':>16}{'91, unseen 90':>17}{'':>16}{'':>7}{'72':>7}")
    print(f"{1e6 * seconds / sum(map(len, gold.values())):.0f} microseconds a mention; {load()}")


if __name__ == "__main__":
    main()
