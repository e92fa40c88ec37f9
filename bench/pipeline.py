"""From the first publish to the last commit, against `annotate` on the same articles: `python -m bench.pipeline`.

One worker of each service in processes of their own, a real Redis, SQLite; the model is loaded before the clock starts
on both sides. Articles are sentences of invented news, from 60 to 600 words, each different.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ |= dict.fromkeys(["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"], "1")

import redis

from bench.machine import load, own_redis
from services.enrich.annotate import Document
from services.enrich.load import load_annotator
from services.enrich.settings import EnrichSettings
from services.wire.published import local_day
from services.wire.streams import INPUT, RAW, TOTALS

ARTICLES = 600
DAY = "2012-12-29"
SENTENCES = (
    "Foreign Minister Anna Keller said on Friday that talks with Norway would resume on January 30.",
    "The company earned 14 million dollars in the third quarter, Reuters reported from Berlin.",
    "Two years ago the council of Port Selwyn voted against the bridge, and last week it voted again.",
    "Nobody was hurt when the roof of the old market hall came down in heavy snow.",
    "President James Okafor will visit the European Union in March, his office said.",
)


def articles() -> list[str]:
    chance = random.Random(1)
    return [
        f"Story {number}. " + " ".join(chance.choices(SENTENCES, k=chance.randint(4, 40))) for number in range(ARTICLES)
    ]


def annotate(texts: list[str]) -> float:
    """Articles a second of the annotator alone."""
    annotator = load_annotator(EnrichSettings())
    documents = [Document(text, local_day(DAY), None) for text in texts]
    annotator.annotate(documents[:16])
    began = time.perf_counter()
    for start in range(0, len(documents), 16):
        annotator.annotate(documents[start : start + 16])
    return len(texts) / (time.perf_counter() - began)


def pipeline(texts: list[str]) -> float:
    """Articles a second through all three services."""
    with own_redis() as url, tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATELINE_REDIS_URL": url, "DATELINE_DATA_DIR": folder}
        logs = (Path(folder) / "log").open("wb")
        command = [sys.executable, "-m", "services.console", "run"]
        services = [subprocess.Popen([*command, name], env=environment, stdout=logs) for name in INPUT]
        client = redis.Redis.from_url(url)
        try:
            publish(client, texts[:1])
            until_stored(client, 1)
            began = time.perf_counter()
            publish(client, texts[1:])
            until_stored(client, len(texts))
            return (len(texts) - 1) / (time.perf_counter() - began)
        finally:
            for service in services:
                service.terminate()
                service.wait()


def publish(client: redis.Redis, texts: list[str]) -> None:
    with client.pipeline(transaction=False) as pipe:
        for text in texts:
            pipe.xadd(RAW, {"body": text, "published": DAY, "headline": text.partition(".")[0]})
        pipe.execute()


def until_stored(client: redis.Redis, number: int) -> None:
    while int(client.hget(TOTALS, "stored") or 0) < number:
        time.sleep(0.01)


if __name__ == "__main__":
    texts = articles()
    alone, through = annotate(texts), pipeline(texts)
    print(f"{ARTICLES} articles, {sum(map(len, texts)) // ARTICLES} characters each on average; {load()}")
    print(f"annotate alone        {alone:8.1f} articles a second")
    print(f"publish to commit     {through:8.1f}   {through / alone:.2f} times")
