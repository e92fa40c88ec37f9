"""A file or folder on the command line."""

import typer


def path_argument(help: str, metavar: str | None = None) -> object:
    """An argument whose path nobody looks at before its command: of one that may not be read Click says three lines."""
    return typer.Argument(metavar=metavar, readable=False, help=help)
