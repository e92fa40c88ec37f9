"""The language of a text, English in doubt."""

import pytest

from services.enrich.language import detect

LONG = {
    "en": "The ministers met in the capital on Tuesday and agreed to send a new delegation to the talks next month.",
    "de": "Die Minister trafen sich am Dienstag in der Hauptstadt und wollen eine neue Delegation entsenden.",
    "fr": "Les ministres se sont réunis mardi dans la capitale et ont convenu d'envoyer une nouvelle délégation.",
    "es": "Los ministros se reunieron el martes en la capital y acordaron enviar una nueva delegación.",
    "it": "I ministri si sono incontrati martedì nella capitale e hanno deciso di inviare una nuova delegazione.",
    "nl": "De ministers kwamen dinsdag bijeen in de hoofdstad en spraken af een nieuwe delegatie te sturen.",
    "pt": "Os ministros reuniram-se na terça-feira na capital e decidiram enviar uma nova delegação.",
    "pl": "Ministrowie spotkali się we wtorek w stolicy i zgodzili się wysłać nową delegację na rozmowy.",
    "ru": "Министры встретились во вторник в столице и договорились направить новую делегацию на переговоры.",
    "ar": "اجتمع الوزراء يوم الثلاثاء في العاصمة واتفقوا على إرسال وفد جديد إلى المحادثات في الشهر المقبل.",
    "zh": "部长们星期二在首都会晤，同意派遣新的代表团参加会谈。官员们说，协议将于下个月签署，但仍有几个问题悬而未决。",
    "ja": "閣僚らは火曜日に首都で会合を開き、協議に新たな代表団を送ることで合意した。",
}


@pytest.mark.parametrize("code", LONG)
def test_a_sentence_or_two_are_enough(code):
    assert detect(LONG[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "2012-12-29",
        "12 3 4.5 %",
        "\x00",
        "Obama",
        "MOSCOW, Dec 29",
        "Deutsche Boerse AG",
        "Nakamura visits Lima on Friday",
        "Results: Ajax 2 PSV 1; Feyenoord 0 Utrecht 0; Vitesse 3 Heerenveen 3",
        "a" * 1_000_000,
        "\ud800",
    ],
)
def test_a_doubtful_text_is_english(text):
    assert detect(text) == "en"


def test_a_stated_language_decides_where_the_text_leaves_doubt():
    assert detect("Deutsche Boerse AG", "de-AT") == "de"


def test_the_text_is_believed_rather_than_the_stated_language():
    assert detect(LONG["en"], "fr") == "en"
    assert detect(LONG["fr"], "en") == "fr"


@pytest.mark.parametrize("stated", ["", "unknown", "e", "12", "deutsch"])
def test_a_stated_language_that_is_no_code_is_ignored(stated):
    assert detect("Obama", stated) == "en"


def test_a_text_in_two_languages_is_in_the_one_that_fills_more_of_it():
    assert detect(LONG["de"] + "\n\n" + LONG["en"] * 20) == "en"
    assert detect(LONG["en"] + "\n\n" + LONG["de"] * 20) == "de"
