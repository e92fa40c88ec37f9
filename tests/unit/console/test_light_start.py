"""`dateline --help` is there at once: what takes long to load is loaded by the commands that use it."""

import subprocess
import sys

LATE = ["charset_normalizer", "faststream", "feedparser", "ftfy", "lxml", "spacy", "trafilatura", "urllib3", "w3lib"]


def test_the_command_line_loads_none_of_what_a_single_service_or_command_needs():
    ask = f"import sys, services.console.app; print(*set({LATE}) & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=30)
    assert loaded.stdout.strip() == ""
