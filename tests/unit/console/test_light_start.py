"""`dateline --help` is there at once: what takes long to load is loaded by the commands that use it."""

import subprocess
import sys


def test_the_command_line_loads_neither_model_nor_extractor_nor_broker():
    ask = "import sys, services.console.app; print(*{'spacy', 'trafilatura', 'faststream'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=30)
    assert loaded.stdout.strip() == ""
