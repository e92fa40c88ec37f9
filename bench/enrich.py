"""How fast texts are annotated, and in how much memory: `python -m bench.enrich`.

The baseline is bare `nlp.pipe` with spaCy's entity recogniser alone, on the same texts in the same run, with its own
batch size and with ours; the faster one counts. Ours is what `dateline annotate` does: JSON lines in, JSON lines out,
with language, entities, places and dates. Seconds are those of the processor, with one BLAS thread on both sides. The
texts are articles of 1 to 20 paragraphs drawn from `seeds/`. Memory is that of a process of its own, which has the
libraries of a service loaded, enriches all articles and one of 5 MB, and writes them as messages.
"""

import importlib
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from bench.machine import load
from services.enrich.article import enrich
from services.enrich.lines import annotate_lines
from services.enrich.load import load_annotator
from services.enrich.settings import EnrichSettings
from services.wire.messages import CleanArticle, encode

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL", "BLIS")}
ARTICLES = 200
ROUNDS = 5
LONG = 5_000_000  # characters
SEEDS = Path(__file__).parent.parent / "seeds"
BARE = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")


def texts() -> list[str]:
    """Articles of mixed length, the same in every run."""
    choice = random.Random(3)
    paragraphs = [p for file in sorted(SEEDS.glob("*.txt")) for p in file.read_text("utf-8").split("\n\n")]
    return ["\n\n".join(choice.choices(paragraphs, k=choice.randint(1, 20))) for _ in range(ARTICLES)]


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def speed(model: str) -> None:
    articles = texts()
    nlp = spacy.load(model, exclude=BARE)
    annotator = load_annotator(EnrichSettings())
    lines = [json.dumps({"id": n, "published": "2012-12-29", "text": t}).encode() for n, t in enumerate(articles)]
    runs: dict[str, Callable[[], object]] = {
        "bare nlp.pipe, its own batches": lambda: [doc.ents for doc in nlp.pipe(articles)],
        "bare nlp.pipe, batches of 32": lambda: [doc.ents for doc in nlp.pipe(articles, batch_size=32)],
        "annotate": lambda: list(annotate_lines(annotator, lines)),
    }
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            took[name].append(seconds(run))
    count = sum(len(text.split()) for text in articles)
    print(f"{ARTICLES} articles, {count:,} words, model {model}; medians of {ROUNDS}; {load()}")
    for name, times in took.items():
        middle = statistics.median(times)
        print(f"  {name:<32}{middle:>7.2f} s {ARTICLES / middle:>8.0f} articles/s {count / middle:>9,.0f} words/s")
    *bare, ours = (statistics.median(times) for times in took.values())
    print(f"  ratio {min(bare) / ours:.2f} (target 0.60)")


def memory(model: str) -> None:
    """Enrich everything, then say how much memory this process had at most."""
    importlib.import_module("faststream.redis")  # a worker has it loaded
    annotator = load_annotator(EnrichSettings())
    articles = texts()
    body = "\n\n".join(articles)
    articles.append((body * (LONG // len(body) + 1))[:LONG])
    for start in range(0, len(articles), 32):
        for article in enrich(annotator, [clean(text) for text in articles[start : start + 32]]):
            encode(article, source="enrich")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB (target 450)")


def clean(text: str) -> CleanArticle:
    return CleanArticle(
        id="a", content_hash="0", entry="1-0", body=text, published="2012-12-29", published_from="stated"
    )


def main() -> None:
    parts = {"speed": speed, "memory": memory}
    if len(sys.argv) > 1:
        parts[sys.argv[1]](EnrichSettings().model)
    else:
        for part in parts:  # each in a process that has one BLAS thread from its beginning
            subprocess.run([sys.executable, "-m", "bench.enrich", part], env=os.environ | ONE_THREAD, check=True)


if __name__ == "__main__":
    main()
