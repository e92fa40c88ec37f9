from services.console.printing import printer
from services.console.summary import print_summary


def test_a_summary_shows_headline_publication_entities_by_type_and_dates_with_values(enriched, console):
    article = enriched(
        "Storm\n\nAna Cruz left Cebu for Leyte last Monday, or some day.",
        [("PERSON", "Ana Cruz"), ("GPE", "Cebu"), ("GPE", "Leyte")],
        [("last Monday", "2012-12-24"), ("some day", None)],
        headline="Storm",
        source="Example",
    )
    print_summary(console, article)
    lines = [line.split() for line in console.file.getvalue().splitlines()]
    assert lines[0] == ["Storm"]
    assert lines[1][:4] == ["published", "2012-12-29", "(stated)", "·"]
    assert lines[2:] == [
        ["GPE", "Cebu,", "Leyte"],
        ["PERSON", "Ana", "Cruz"],
        ["DATE", "last", "Monday", "→", "2012-12-24"],
        ["DATE", "some", "day", "→", "no", "value"],
    ]


def test_a_summary_shows_the_modifier_of_a_value(enriched, console):
    article = enriched("It opened at the end of 2011.", dates=[("the end of 2011", "2011")])
    ending = article.dates[0].model_copy(update={"mod": "END"})
    print_summary(console, article.model_copy(update={"dates": (ending,)}))
    assert console.file.getvalue().endswith("the end of 2011 → 2011 END\n")


def test_where_there_is_no_terminal_no_line_is_wrapped(enriched, capsys):
    names = [f"Person Number {number}" for number in range(100)]
    article = enriched(
        ", ".join(names), [("PERSON", name) for name in names], headline="Storm " * 200, source="Example " * 200
    )
    print_summary(printer(), article)
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_without_a_headline_the_text_begins_the_summary(enriched, console):
    print_summary(console, enriched("Only a body.\nAnd more."))
    assert console.file.getvalue().startswith("Only a body. And more.\n")


def test_an_empty_article_has_a_summary_too(enriched, console):
    print_summary(console, enriched(""))
    assert console.file.getvalue().startswith("(no text)\n")


def test_a_hostile_article_prints_no_escape_sequence_and_no_markup(enriched, console):
    article = enriched(
        "\x1b[31mred",
        [("\x1b]0;x\x07", "[bold]\x1b[2J")],
        [("red", "\x9b1m")],
        headline="[link=evil]\x1b[0m",
        source="\x1b",
    )
    print_summary(console, article)
    printed = console.file.getvalue()
    assert not {"\x1b", "\x9b", "\x07"} & set(printed)
    assert "[link=evil]" in printed
    assert "[bold]" in printed
