"""Words on the command line that go into a database."""

import typer


def unicode_text(value: str | None) -> str | None:
    """The callback of an argument. Raises typer.BadParameter for bytes that are no UTF-8: no database holds them."""
    try:
        (value or "").encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter(f"{value!r} is no text in UTF-8") from error
    return value
