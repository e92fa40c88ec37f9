"""Which recogniser a setting asks for."""

from services.enrich.entities.recogniser import Recogniser

_ONNX = "onnx:"


def load_recogniser(model: str) -> Recogniser:
    """The recogniser of a spaCy package, or of a transformer in ONNX format where `model` begins with `onnx:`.

    Raises ModelUnusable. Only the libraries of the one asked for are loaded.
    """
    if model.startswith(_ONNX):
        from services.enrich.entities.onnx_recogniser import OnnxRecogniser  # noqa: PLC0415 - an extra

        return OnnxRecogniser(model.removeprefix(_ONNX))
    from services.enrich.entities.spacy_recogniser import SpacyRecogniser  # noqa: PLC0415 - it takes a second

    return SpacyRecogniser(model)
