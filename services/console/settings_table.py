"""`dateline settings`: everything that can be set in the environment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.table import Table

from services.console.explain import environment_name
from services.console.printing import print_whole, printer
from services.console.settings_check import ALL, refuse_wrong_settings
from services.wire.masked import masked


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting, ready for showing. `value` and `default` are empty where there is none."""

    name: str
    value: str
    default: str
    meaning: str
    read_by: str


def settings() -> None:
    """List every setting with its value, default and meaning.

    All are read from the environment. Passwords are not shown. Misspelt ones are told. Exit code 2
    if a value is wrong.

    \b
    Examples:
      dateline settings
      DATELINE_TIMEZONE=Europe/Moscow dateline settings | grep TIMEZONE
    """
    refuse_wrong_settings()
    _print(every_setting())


def every_setting() -> Iterator[Setting]:
    """All settings, those that all services share first. Raises pydantic.ValidationError for a wrong value."""
    listed: set[str] = set()
    for read_by, model in ALL:
        values = model()
        for field, info in model.model_fields.items():
            if field not in listed:
                listed.add(field)
                default = info.get_default(call_default_factory=True, validated_data={})
                value, usual = (_shown(each) for each in (getattr(values, field), default))
                yield Setting(environment_name((field,)), value, usual, info.description or "", read_by)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else masked(str(value))


def _print(rows: Iterable[Setting]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("name", "value", "default", "meaning", "read by"):
        table.add_column(title)
    for row in rows:
        table.add_row(row.name, row.value or "-", row.default or "-", row.meaning, row.read_by)
    print_whole(printer(), table, unbroken=("name",))
