"""The encoding of text that is not UTF-8 and declares none."""

import time

import pytest

from services.console.readers.content import decode
from services.console.readers.found import BadContent

ENGLISH = (
    "The mayor said the café on the corner would stay open. “We’re not closing – not for €9,000,” she said on Friday."
)
FRENCH = "Le maire a déclaré vendredi que le pont resterait fermé jusqu’à l’été. Les élèves de l’école iront à Orléans."
GERMAN = "Der Bürgermeister erklärte am Freitag, die Brücke bleibe bis März gesperrt. Die Größe der Schäden sei unklar."
POLISH = "Burmistrz powiedział w piątek, że most będzie zamknięty do końca marca. Dzieci pójdą do innej szkoły."
RUSSIAN = "Мэр заявил в пятницу, что мост будет закрыт до конца марта. Дети пойдут в другую школу."
GREEK = "Ο δήμαρχος δήλωσε την Παρασκευή ότι η γέφυρα θα παραμείνει κλειστή μέχρι το τέλος Μαρτίου."
TURKISH = "Belediye başkanı cuma günü köprünün mart sonuna kadar kapalı kalacağını söyledi."
JAPANESE = "市長は金曜日、橋は三月末まで閉鎖されると述べた。隣の学校の子供たちは別の学校に通うことになる。"
CHINESE = "市长星期五说，这座桥将关闭到三月底。附近学校的孩子们将去另一所学校上课，官员补充说。"
ARABIC = "قال رئيس البلدية يوم الجمعة إن الجسر سيبقى مغلقا حتى نهاية مارس."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((ENGLISH, name) for name in ("cp1252", "utf-16", "utf-16-le", "utf-16-be")),
        *((FRENCH, name) for name in ("cp1252", "mac_roman")),
        *((GERMAN, name) for name in ("latin-1", "cp1252", "cp850", "mac_roman")),
        *((RUSSIAN, name) for name in ("cp1251", "koi8_r", "cp866", "iso8859_5")),
        *((JAPANESE, name) for name in ("shift_jis", "euc_jp")),
        *(
            (POLISH, "cp1250"),
            (POLISH, "iso8859_2"),
            (GREEK, "cp1253"),
            (TURKISH, "cp1254"),
            (ARABIC, "cp1256"),
            (CHINESE, "gb18030"),
        ),
    ],
)
def test_text_of_the_usual_encodings_is_read(text: str, encoding: str):
    assert decode(text.encode(encoding)) == text


def test_a_single_letter_in_a_long_text_is_enough():
    text = "The bridge was closed on Friday. " * 10_000 + "Café."
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "junk", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"text\0more", bytes(range(256)), b"\x7fELF\x02\x01\x01\0\0\0\xff\0\x80"]
)
def test_what_is_no_text_is_not_taken_for_any(junk: bytes):
    with pytest.raises(BadContent, match=r"not UTF-8|NUL"):
        decode(junk)


def test_utf8_that_is_broken_somewhere_is_not_taken_for_another_encoding():
    with pytest.raises(BadContent, match="not UTF-8: byte 10 is 0xc3"):
        decode("Žižkov: ".encode() + b"\xc3" + " čaj".encode())


def test_what_calls_itself_latin_1_is_windows_1252():
    assert decode("“Café”".encode("cp1252"), declared="ISO-8859-1") == "“Café”"


@pytest.mark.parametrize("name", ["x-none", "rot13", "base64", "undefined", "utf-16", "\0", ""])
def test_a_declared_encoding_that_cannot_be_true_counts_as_none(name: str):
    assert decode(ENGLISH.encode("cp1252"), declared=name) == ENGLISH


def test_what_is_declared_goes_before_a_guess():
    assert decode("Žižkov".encode("cp1250"), declared="cp1250") == "Žižkov"


def test_a_long_row_of_capitals_is_judged_at_once():
    began = time.perf_counter()
    with pytest.raises(BadContent):
        decode("ÀÉ".encode("cp1252") * 30_000 + b"\x81")
    assert time.perf_counter() - began < 5


def test_a_codec_that_gives_half_a_character_gives_no_text():
    with pytest.raises(BadContent, match="half a character at character 9: this is no text"):
        decode(b"A bridge \\ud800 opens \xff.", declared="unicode_escape")
