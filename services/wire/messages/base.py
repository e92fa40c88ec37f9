"""What every message and every part of one has in common."""

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """An immutable value that ignores fields it does not know, so that a newer writer can add some."""

    model_config = ConfigDict(frozen=True, extra="ignore")
