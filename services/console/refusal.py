"""Errors that people can put right."""

INTERRUPTED = 130
"""The exit code of a process that SIGINT ended, as shells count it."""


class Refusal(Exception):
    """What is wrong and what to do, on one line. `dateline` prints it and exits with `code`."""

    def __init__(self, line: str, code: int = 2) -> None:
        super().__init__(line)
        self.code = code
