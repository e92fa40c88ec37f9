"""Numbers of things, for people."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 article`, `1,200 articles`. `many` is needed where an s is not all that is added."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
