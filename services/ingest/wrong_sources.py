"""What a file of sources can be: wrong."""


class WrongSources(Exception):
    """The file of sources can't be used: `lines` say where and why, one mistake each."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines
