"""The annotator that the settings ask for."""

from services.enrich.annotate import Annotator
from services.enrich.entities.engines import load_recogniser
from services.enrich.places.gazetteer import Gazetteer
from services.enrich.settings import EnrichSettings


def load_annotator(settings: EnrichSettings) -> Annotator:
    """An annotator with its model loaded, and its gazetteer unless it is off. Raises ModelUnusable, GazetteerError."""
    return Annotator(load_recogniser(settings.model), Gazetteer() if settings.places == "on" else None)
