"""The tokens of a text, each with the key by which the lexicon knows it, and what the text as a whole says of them."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from services.enrich.dates.lexicon import MONTHS, words

SPORT = words(
    "coach coached cup defender defenders fouled fullback goal goalkeeper goals halftime kickoff lineup match "
    "midfielder overtime penalty playoff playoffs quarterback quarterfinal rebounds referee scored scoring season "
    "semifinal semifinals stadium striker substitute team teammates touchdown touchdowns winger"
)
BUSINESS = words(
    "analyst analysts billion company earned earnings economic economy forecast growth income investors market net "
    "percent profit profits report reported results revenue revenues sales shares stock"
)


@dataclass
class Tokens:
    """Parallel lists over the tokens; `starts` and `ends` are character offsets, half-open."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    keys: list[str]
    sentence_starts: list[int]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def writes_day_first(self) -> bool:
        """Whether the text puts the day first: in a numeric date that allows no other reading, else in its words.

        "25/4/2012" decides, or "4/25/2012"; without any, whether "25 April" is more frequent than "April 25".
        """
        first_in_words = 0
        for index, (key, word) in enumerate(zip(self.keys, self.words, strict=True)):
            if key == "#numeric" and "/" in word:
                first, second, _ = (int(part) for part in word.split("/"))
                if max(first, second) <= 31 and (first > 12) != (second > 12):
                    return first > 12
            elif word in MONTHS and key != "#lower":
                around = self.keys[max(index - 1, 0) : index + 2]
                first_in_words += (around[:1] == ["#day"]) - (around[2:] == ["#day"])
        return first_in_words > 0

    @cached_property
    def tells_of_match(self) -> bool:
        """Whether the text is of sport, where halves and quarters are parts of a match."""
        said = set(self.words)
        return len(said & SPORT) > len(said & BUSINESS)

    def word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def is_capital(self, index: int) -> bool:
        return self.text[self.starts[index]].isupper()

    def sentence(self, index: int) -> int:
        """The number of the sentence that holds the token."""
        return bisect_right(self.sentence_starts, index) - 1

    def sentence_span(self, index: int) -> tuple[int, int]:
        """The tokens of the sentence that holds this token, half-open."""
        number = self.sentence(index)
        following = self.sentence_starts[number + 1 : number + 2]
        return self.sentence_starts[number], following[0] if following else len(self.words)
