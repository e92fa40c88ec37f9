"""How much processor time processes have used."""

import os
from pathlib import Path

_A_SECOND = os.sysconf("SC_CLK_TCK")


def processor_seconds(process: int) -> float:
    """Of a process, of all its descendants, and of those of them that have ended and were waited for. On Linux."""
    stats = {
        own: fields for path in Path("/proc").glob("[0-9]*") if (fields := _stat(path)) and (own := int(path.name))
    }
    family = {process}
    while more := {own for own, fields in stats.items() if int(fields[1]) in family} - family:
        family |= more
    return sum(int(ticks) for own in family & stats.keys() for ticks in stats[own][11:15]) / _A_SECOND


def _stat(path: Path) -> list[str] | None:
    """The fields of /proc/PID/stat after the name, or None for a process that has just ended. See proc(5)."""
    try:
        return (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
