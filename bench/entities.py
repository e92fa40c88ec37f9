"""Quality of entities: `python -m bench.entities [CORPORA]`, where CORPORA defaults to ../shared/corpora.

Bare is the spaCy model alone, its spans trimmed, and mentions that are spelled alike are one entity. A quarter of the
documents (the CRC-32 of the id is divisible by 4) was kept unseen while rules were written.
"""

import time
from dataclasses import dataclass

import spacy

from bench.corpora import corpora, is_unseen, load_scorer, read
from bench.enrich import BARE
from bench.machine import load
from services.enrich.annotate import Document
from services.enrich.entities.recogniser import Span
from services.enrich.entities.trim import trim
from services.enrich.load import load_annotator
from services.enrich.settings import EnrichSettings

Entities = dict[str, list[dict]]


@dataclass(frozen=True)
class Row:
    """A line of the goals: which corpus, and what to reach on it."""

    corpus: str
    goal: str
    without_sport: bool = False


ROWS = (
    Row("conll03-valid", "81, overlap recall 94", without_sport=True),
    Row("conll03-valid", "73"),
    Row("cleanconll-valid", "alias~ 60, B-cubed precision 95"),
    Row("gum-dev", "alias~ 60, B-cubed precision 95"),
)
COLUMNS = ("strict", "P", "R", "overlap R", "alias~", "of", "B3 P")
PARTS = ("all", "read", "unseen")


def bare(settings: EnrichSettings, documents: list[dict]) -> Entities:
    """What the model alone finds."""
    nlp = spacy.load(settings.model, exclude=BARE)
    found: Entities = {}
    for document, doc in zip(documents, nlp.pipe(d["text"] for d in documents), strict=True):
        spans = (Span(e.start_char, e.end_char, e.label_) for e in doc.ents)
        names = (name for span in spans if (name := trim(document["text"], span)))
        found[document["id"]] = [
            {"start": n.start, "end": n.end, "text": n.text, "label": n.label, "cluster": n.text} for n in names
        ]
    return found


def ours(settings: EnrichSettings, documents: list[dict]) -> Entities:
    """What enrichment finds."""
    annotations = load_annotator(settings).annotate([Document(d["text"], stated="en") for d in documents])
    return {
        document["id"]: [entity.model_dump() for entity in found.entities]
        for document, found in zip(documents, annotations, strict=True)
    }


def figures(result: dict) -> str:
    columns = [f"{figure:.1f}" for figure in (*(result["strict"][m] for m in ("F1", "P", "R")), result["overlap"]["R"])]
    if clusters := result.get("clusters"):
        alias = clusters["alias~"]
        columns += [f"{alias['share']:.1f}", f"{alias['of']}", f"{clusters['b3']['P']:.1f}"]
    return "".join(f"{column:>10}" for column in columns)


def main() -> None:
    """Print the table."""
    directory = corpora(__doc__)
    scorer = load_scorer(directory / "score_entities.py")
    settings = EnrichSettings()
    began = time.process_time()
    for row in ROWS:
        path = directory / "entities" / f"{row.corpus}.jsonl"
        gold = scorer.read(path, row.without_sport)
        documents = [document for document in read(path) if document["id"] in gold]
        print(
            f"{row.corpus + (' without sport' if row.without_sport else ''):<29}" + "".join(f"{c:>10}" for c in COLUMNS)
        )
        for name, annotate in {"bare": bare, "Dateline": ours}.items():
            system = annotate(settings, documents)
            for part in PARTS:
                chosen = [d["id"] for d in documents if part == "all" or is_unseen(d["id"]) == (part == "unseen")]
                typed = {
                    i: [{**e, "type": scorer.TYPES[e["label"]]} for e in scorer.flatten(system[i])] for i in chosen
                }
                result, *_ = scorer.score({i: gold[i] for i in chosen}, typed)
                print(f"  {name + ', ' + part:<18}{len(chosen):>4} docs{figures(result)}")
        print(f"  goal: {row.goal}")
    print(f"model {settings.model}; {time.process_time() - began:.0f} s; {load()}")


if __name__ == "__main__":
    main()
