import pytest

from services.console.marked_text import marked_text

TEXT = "Ana Cruz left Cebu on Monday."
ENTITIES = [("PERSON", "Ana Cruz", "Ana Cruz"), ("GPE", "Cebu", "Cebu")]


def styles(marked) -> dict[str, str]:
    return {marked.plain[span.start : span.end]: str(span.style) for span in marked.spans}


def test_mentions_carry_their_label_and_dates_their_value(enriched):
    marked = marked_text(enriched(TEXT, ENTITIES, [("Monday", "2012-12-24")]))
    assert marked.plain == "Ana Cruz[PERSON] left Cebu[GPE] on Monday[2012-12-24]."


def test_what_is_marked_is_underlined_in_the_colour_of_its_label(enriched):
    found = styles(marked_text(enriched(TEXT, ENTITIES, [("Monday", "2012-12-24")])))
    assert found["Ana Cruz"] == "underline green"
    assert found["Cebu"] == "underline magenta"
    assert found["Monday"] == "underline yellow"


def test_a_date_without_a_value_carries_its_type(enriched):
    assert marked_text(enriched(TEXT, dates=[("Monday", None)])).plain == "Ana Cruz left Cebu on Monday[DATE]."


def test_a_date_carries_the_modifier_of_its_value(enriched):
    article = enriched(TEXT, dates=[("Monday", "2012-12-24")])
    ending = article.dates[0].model_copy(update={"mod": "END"})
    marked = marked_text(article.model_copy(update={"dates": (ending,)}))
    assert marked.plain == "Ana Cruz left Cebu on Monday[2012-12-24 END]."


def test_a_text_without_annotations_is_itself(enriched):
    assert marked_text(enriched("Nichts.\n\nGar nichts.")).plain == "Nichts.\n\nGar nichts."
    assert marked_text(enriched("")).plain == ""


def test_overlapping_annotations_are_all_marked(enriched):
    text = "The 2012 Games of London ended"
    entities = [("EVENT", "2012 Games", "2012 Games of London"), ("GPE", "London", "London")]
    marked = marked_text(enriched(text, entities, [("2012", "2012")]))
    assert marked.plain.replace("[EVENT][GPE]", "[GPE][EVENT]") == "The 2012[2012] Games of London[GPE][EVENT] ended"
    assert any(span.style == "underline yellow" for span in marked.spans)


@pytest.mark.parametrize(("start", "end"), [(-3, 4), (5, 5), (7, 3), (20, 900)])
def test_annotations_that_do_not_fit_the_text_are_left_out(enriched, start, end):
    article = enriched(TEXT, ENTITIES)
    mention = article.entities[0].mentions[0].model_copy(update={"start": start, "end": end})
    wrong = article.entities[0].model_copy(update={"mentions": (mention,)})
    marked = marked_text(article.model_copy(update={"entities": (wrong, article.entities[1])}))
    assert marked.plain == "Ana Cruz left Cebu[GPE] on Monday."


def test_control_characters_do_not_shift_what_is_marked(enriched):
    marked = marked_text(enriched("\x1b[1m\r\x07Cebu", [("GPE", "Cebu", "Cebu")]))
    assert marked.plain == "�[1m��Cebu[GPE]"
    assert styles(marked)["Cebu"] == "underline magenta"
