"""Asking a service how it is, as Docker, Kubernetes and Prometheus do."""

import json
import time
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families


@dataclass(frozen=True)
class Probes:
    """What the service of a stage answers on its port of this machine."""

    stage: str
    port: int

    def get(self, path: str) -> tuple[int, dict[str, str]]:
        """The status of one answer, and what it says is red. An answer that takes longer than 2 s is an error."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
                status, told = answer.status, json.load(answer)
        except HTTPError as error:
            status, told = error.code, json.load(error)
        del told["status"]
        return status, told

    def red(self) -> dict[str, str]:
        """What keeps the service from its work, by part; empty if it is ready."""
        status, red = self.get("/readyz")
        assert (status == 200) == (not red)
        return red

    def until_green(self, seconds: float = 15) -> None:
        """Wait until it is ready."""
        until = time.monotonic() + seconds
        while red := self.red():
            assert time.monotonic() < until, f"still red after {seconds} s: {red}"
            time.sleep(0.05)

    def until_red(self, part: str, seconds: float = 15) -> str:
        """Wait until that part is red; its reason."""
        until = time.monotonic() + seconds
        while part not in (red := self.red()):
            assert time.monotonic() < until, f"{part} not red within {seconds} s: {red}"
            time.sleep(0.05)
        return red[part]

    def metric(self, name: str) -> float:
        """The value of `dateline_NAME` for this stage."""
        with urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=2) as answer:
            text = answer.read().decode()
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        (value,) = [
            sample.value
            for sample in samples
            if sample.name == f"dateline_{name}" and sample.labels in ({}, {"stage": self.stage})
        ]
        return value

    def until_metric(self, name: str, value: float, seconds: float = 15) -> None:
        """Wait until a metric has that value, which may be NaN."""
        until = time.monotonic() + seconds
        while str(found := self.metric(name)) != str(float(value)):
            assert time.monotonic() < until, f"{name} is {found}, not {value}, after {seconds} s"
            time.sleep(0.1)
