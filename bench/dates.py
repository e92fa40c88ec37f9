"""Quality and speed of the date tagger: `python -m bench.dates [CORPORA]`, where CORPORA defaults to ../shared/corpora.

A quarter of the documents (the MD5 of the id begins with 0, 1, 2 or 3) was kept unseen while rules were written.
"""

import datetime
import hashlib
import time

from bench.corpora import corpora, load_scorer, read
from services.enrich.dates import find_dates

HEIDELTIME = {"timebank": (91.9, 85.3, 79.5), "aquaint": (92.5, 81.3, 72.9), "wikiwars-dev": (91.6, 85.8, 83.5)}
GOALS = {"timebank": (94, 88, 85), "aquaint": (94, 84, 79), "wikiwars-dev": (95, 90, 90)}
MEASURES = ("relaxed", "strict", "value")
PARTS = ("all", "seen", "unseen")


def is_unseen(identifier: str) -> bool:
    """Whether the document was kept out of sight."""
    return hashlib.md5(identifier.encode(), usedforsecurity=False).hexdigest()[0] in "0123"


def annotate(documents: list[dict]) -> tuple[dict[str, list[dict]], float]:
    """The expressions of each document, and the processor seconds they took."""
    begin = time.process_time()
    found = {d["id"]: find_dates(d["text"], datetime.date.fromisoformat(d["published"])) for d in documents}
    seconds = time.process_time() - begin
    return {identifier: [timex.model_dump() for timex in timexes] for identifier, timexes in found.items()}, seconds


def row(name: str, figures: tuple[float, ...], note: str = "") -> str:
    return f"{name:<24}" + "".join(f"{figure:>9.1f}" for figure in figures) + (f"   {note}" if note else "")


def main() -> None:
    """Print the table."""
    directory = corpora(__doc__)
    scorer = load_scorer(directory / "score_dates.py")
    find_dates("A warm-up on Friday.", None)
    characters, seconds = 0, 0.0
    for name, published in HEIDELTIME.items():
        documents = read(directory / "dates" / f"{name}.jsonl")
        gold = {document["id"]: document["timexes"] for document in documents}
        system, took = annotate(documents)
        characters, seconds = characters + sum(len(d["text"]) for d in documents), seconds + took
        print(f"{name:<24}" + "".join(f"{measure:>9}" for measure in MEASURES))
        print(row("  HeidelTime", published, "with TreeTagger, published figures"))
        for part in PARTS:
            chosen = {i for i in gold if part == "all" or is_unseen(i) == (part == "unseen")}
            result, _ = scorer.score({i: gold[i] for i in chosen}, {i: system[i] for i in chosen})
            figures = tuple(result[measure]["F1"] for measure in MEASURES)
            print(row(f"  Dateline, {part}", figures, f"{len(chosen)} documents, {result['gold']} expressions"))
        print(row("  goal", GOALS[name]))
    print(f"{1e6 * seconds / characters:.2f} ms per 1,000 characters on one core (goal 3, HeidelTime 147)")


if __name__ == "__main__":
    main()
