"""A transformer in ONNX format behind the Protocol: a small one made here, which knows the labels of a few words."""

import json

import onnx
import pytest
from onnx import TensorProto, helper
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from services.enrich.entities.engines import load_recogniser
from services.enrich.entities.recogniser import ModelUnusable

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "B-ORG", "I-ORG", "B-DATE"]
WORDS = {
    **dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "met", "in", "##an", "##na"], "O"),
    **{"Ann": "B-PER", "Dor": "I-PER", "Bob": "B-PER", "Arden": "B-LOC", "Hill": "B-ORG", "Bank": "I-ORG"},
    "Friday": "B-DATE",
}


def write_model(folder, inputs=("input_ids", "attention_mask"), labels=LABELS):
    """A model that gives each token the label of WORDS, with its tokeniser, which also cuts Dorna into Dor and ##na."""
    scores = [[float(LABELS[column] == label) for column in range(len(LABELS))] for label in WORDS.values()]
    table = helper.make_tensor(
        "table", TensorProto.FLOAT, [len(WORDS), len(LABELS)], [s for row in scores for s in row]
    )
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["logits"], axis=0)],
        "labels",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", len(LABELS)])],
        [table],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = Tokenizer(WordPiece({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"id2label": dict(enumerate(labels)), "max_position_embeddings": 64}
    (folder / "config.json").write_text(json.dumps(config))


@pytest.fixture
def recogniser(tmp_path):
    write_model(tmp_path)
    return load_recogniser(f"onnx:{tmp_path}")


def found(recogniser, text):
    (spans,) = recogniser.recognise([text])
    return [(text[span.start : span.end], span.label) for span in spans]


def test_names_are_found_with_the_labels_of_ontonotes(recogniser):
    assert found(recogniser, "Ann met Hill Bank in Arden") == [
        ("Ann", "PERSON"),
        ("Hill Bank", "ORG"),
        ("Arden", "GPE"),
    ]


def test_a_word_of_several_tokens_is_one_name(recogniser):
    assert found(recogniser, "Ann Dorna met Arden") == [("Ann Dorna", "PERSON"), ("Arden", "GPE")]


def test_a_label_that_begins_ends_the_name_before(recogniser):
    assert found(recogniser, "Ann Bob") == [("Ann", "PERSON"), ("Bob", "PERSON")]


def test_what_names_nothing_is_left_out(recogniser):
    assert found(recogniser, "Ann met Bob Friday") == [("Ann", "PERSON"), ("Bob", "PERSON")]


def test_each_text_gets_its_own_spans_in_order(recogniser):
    texts = ["Ann met", "", "in Arden", "Ann met Bob in Arden in Arden"]
    assert [len(spans) for spans in recogniser.recognise(texts)] == [1, 0, 1, 4]


def test_a_text_longer_than_the_model_reads_at_once_is_found_whole(recogniser):
    text = "Ann met Arden in Arden. " * 2_000
    spans = found(recogniser, text)
    assert len(spans) == 6_000
    assert {name for name, _ in spans} == {"Ann", "Arden"}


@pytest.mark.parametrize("junk", ["\x00", "\ud800", "\u202e", "(" * 10_000, "a" * 100_000, "\n" * 10_000])
def test_junk_moves_no_offset(recogniser, junk):
    assert found(recogniser, f"{junk} met Ann") == [("Ann", "PERSON")]


def test_a_model_may_want_to_be_told_of_sentences(tmp_path):
    write_model(tmp_path, inputs=("input_ids", "attention_mask", "token_type_ids"))
    assert found(load_recogniser(f"onnx:{tmp_path}"), "met Ann") == [("Ann", "PERSON")]


def test_it_says_which_model_it_is_and_of_which_content(recogniser, tmp_path):
    assert recogniser.name == str(tmp_path)
    assert len(recogniser.version) == 12


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "model.onnx"])
def test_a_folder_that_lacks_a_file_is_one_line_that_says_so(tmp_path, file):
    write_model(tmp_path)
    (tmp_path / file).unlink()
    with pytest.raises(ModelUnusable, match=f"lacks {file}"):
        load_recogniser(f"onnx:{tmp_path}")


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "model.onnx"])
def test_a_file_that_is_damaged_is_one_line_that_says_so(tmp_path, file):
    write_model(tmp_path)
    (tmp_path / file).write_text("nothing\nof the kind")
    with pytest.raises(ModelUnusable, match="can't be loaded") as caught:
        load_recogniser(f"onnx:{tmp_path}")
    assert "\n" not in str(caught.value)


def test_a_model_of_something_else_is_one_line_that_says_so(tmp_path):
    write_model(tmp_path, labels=["POSITIVE", "NEGATIVE"])
    with pytest.raises(ModelUnusable, match="no label of names"):
        load_recogniser(f"onnx:{tmp_path}")


def test_what_is_neither_here_nor_to_be_had_is_one_line_that_says_so(tmp_path):
    with pytest.raises(ModelUnusable, match="give a path"):
        load_recogniser(f"onnx:{tmp_path}/nowhere")
