"""What the text has dated so far, and whether the passage tells of another time or reports from its day of publication.

Every date with a stated far year speaks for the story; every weekday, "yesterday" or near date for the report. Older
votes fade, so a passage of history in the news, or of the present in a history, is seen as such.
"""

from dataclasses import dataclass, field

from services.enrich.dates.periods import FINENESS, Period

FAR = 400  # days before publication that make a stated date another time
FADE = 0.85
FIRST_IMPRESSION = 1.0  # what a text counts as report before it has said a date
WHOLE_TEXT = 4.0  # how many votes the text as a whole weighs
SURE = 4.0  # how many times the other side's votes make a story certain
STORY_LEAD = 5  # how many more far dates than twice the deictic ones a story has: a report may recall some years
LONE_LEAD = 2  # where no date is near publication
REACH = 8  # mentions that an anaphor looks back over


@dataclass(slots=True)
class Mention:
    """A dated expression of the text: its period and its character offset."""

    period: Period
    offset: int


@dataclass(slots=True)
class Opening:
    """The year that a sentence begins with, and the number of the sentence."""

    year: Mention
    sentence: int


@dataclass(slots=True)
class Impression:
    """How many dates of a text are stated and far from publication, stated and near, of publication alone, and bare.

    `begins_far` is whether a far day or month is stated before any is named without its year. `weekdays` are those of
    sentences that don't speak of the present or of what was said: they may be days of a story.
    """

    far: int = 0
    near: int = 0
    deictic: int = 0
    bare: int = 0
    begins_far: bool = False
    weekdays: list[int] = field(default_factory=list[int])


class Focus:
    """The memory of the resolver."""

    def __init__(self, published: Period | None) -> None:
        self.published = published
        self.mentions: list[Mention] = []
        self.passage: list[Mention] = []
        self.opening: Opening | None = None
        self.quarter: Mention | None = None
        self.report: Mention | None = None
        self._story, self._report = 0.0, FIRST_IMPRESSION
        self._may_be_story = published is None

    def expect(self, seen: Impression) -> None:
        """Start from what the whole text looks like."""
        goes_from_day_to_day = not seen.near + seen.deictic and len(set(seen.weekdays)) > 1
        deictic = seen.deictic if goes_from_day_to_day else seen.deictic + len(seen.weekdays)
        if seen.far + deictic:
            self._story += WHOLE_TEXT * seen.far / (seen.far + deictic)
            self._report += WHOLE_TEXT * deictic / (seen.far + deictic)
        lead = STORY_LEAD if seen.near + deictic else LONE_LEAD
        begins_so = seen.begins_far and not seen.near + deictic
        self._may_be_story = self.published is None or begins_so or seen.far > 2 * deictic + lead

    def is_far(self, period: Period) -> bool:
        return self.published is not None and self.published.first_day - period.first_day > FAR

    def mention(self, period: Period, offset: int) -> Mention:
        """Remember a dated expression."""
        self.mentions.append(Mention(period, offset))
        return self.mentions[-1]

    def vote(self, period: Period) -> None:
        """Count a date whose year is stated."""
        far = self.is_far(period)
        self._story = self._story * FADE + far
        self._report = self._report * FADE + (not far)

    def vote_report(self) -> None:
        """Count an expression that only publication explains."""
        self._story, self._report = self._story * FADE, self._report * FADE + 1

    @property
    def is_surely_story(self) -> bool:
        """What even "last year" or "Friday" need to be of the passage, as both are usually of publication."""
        return self.published is None or (self._may_be_story and self._story > SURE * self._report)

    @property
    def is_story(self) -> bool:
        return self.published is None or (self._may_be_story and self._story > self._report)

    def last_with(self, unit: str) -> Mention | None:
        """The last mention at least as fine as a unit, among the last few."""
        for mention in reversed(self.mentions[-REACH:]):
            if FINENESS.index(mention.period.unit) >= FINENESS.index(unit):
                return mention
        return None
