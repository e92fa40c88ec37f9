"""What goes wrong with a feed."""


class FetchError(Exception):
    """A feed could not be had. The text says why in half a line.

    `retry_after` is the number of seconds that the server asks to be left alone for; `gone`, whether it says that the
    feed will never come back.
    """

    def __init__(self, why: str, *, retry_after: float | None = None, gone: bool = False) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.gone = gone
