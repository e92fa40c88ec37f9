"""From meanings to values, in the order of the text, with what the text has said so far."""

import datetime

from services.enrich.dates.direction import tense, weekday_near, year_near
from services.enrich.dates.expression import Expression
from services.enrich.dates.focus import Focus, Mention
from services.enrich.dates.holidays import holiday_in
from services.enrich.dates.meanings import (
    Anchor,
    Antecedent,
    Direction,
    Meaning,
    MonthDay,
    NamedDay,
    ReportedQuarter,
    Shift,
    Slot,
    Stated,
    Time,
    Weekday,
    Within,
    Written,
    YearAgo,
)
from services.enrich.dates.periods import Period, of_date, of_day, of_month
from services.enrich.dates.tokens import Tokens

QUARTERS_A_YEAR = 4


class Resolver:
    """Resolves the expressions of one text, one after the other."""

    def __init__(self, tokens: Tokens, published: datetime.date | None) -> None:
        self.tokens = tokens
        self.published = Mention(of_date(published), -1) if published else None
        self.focus = Focus(self.published.period if self.published else None)
        self.expression: Expression

    def resolve(self, expressions: list[Expression]) -> None:
        """Set value, period and anchor of each expression."""
        for index, expression in enumerate(expressions):
            self.expression = expression
            self.following = expressions[index + 1] if index + 1 < len(expressions) else None
            meaning = expression.meaning
            if isinstance(meaning, Written):
                expression.value = meaning.value
                continue
            if isinstance(meaning, Time):
                self._resolve_time(expression, meaning)
            else:
                expression.period = self.period_of(meaning)
                expression.value = expression.period.value if expression.period else None
            self._remember(expression)

    def _remember(self, expression: Expression) -> None:
        if expression.period is None:
            return
        if isinstance(expression.meaning, Stated):
            self.focus.vote_story(expression.period)
        elif expression.anchor == "publication":
            self.focus.vote_report()
        self.focus.mention(expression.period, self.tokens.starts[expression.first])

    def _resolve_time(self, expression: Expression, meaning: Time) -> None:
        day = self.period_of(meaning.day) if meaning.day is not None else self._day_of_clock()
        if day is None or day.unit != "day" or day.value is None:
            return
        expression.period = day
        suffix, value = meaning.suffix, day.value
        if suffix == "T24:00":
            expression.value = value + suffix
        else:
            expression.value = value + suffix

    def _day_of_clock(self) -> Period | None:
        """The day of a time without one: said right after it, or last in focus, or the day of publication."""
        following = self.following
        if following is not None and following.first - self.expression.end <= 2:
            words = self.tokens.words[self.expression.end : following.first]
            if words in (["on"], ["(", "on"], ["of"], [","]):
                period = (
                    self.period_of(following.meaning) if not isinstance(following.meaning, Written | Time) else None
                )
                if period is not None and period.unit == "day":
                    return period
        return self.period_of(Antecedent("day"))

    def _anchored(self, mention: Mention | None) -> Period | None:
        if mention is None:
            return None
        self.expression.anchor = "publication" if mention is self.published else mention.offset
        return mention.period

    def reference(self) -> Mention | None:
        """What an unanchored name is near to: the passage in a story, else publication."""
        if self.focus.is_story and self.focus.last is not None:
            return self.focus.last
        return self.published

    def antecedent(self, unit: str) -> Mention | None:
        """What "that year" or "two days later" hang on."""
        return self.focus.last_with(unit) or self.published

    def period_of(self, meaning: Meaning) -> Period | None:
        """The period that a meaning has here."""
        match meaning:
            case Stated(period):
                result = period
            case Shift(unit, count, anchor):
                result = self._shift(unit, count, anchor)
            case MonthDay() | Slot() | NamedDay():
                result = self._in_nearest_year(meaning)
            case Weekday(number, direction):
                result = self._weekday(number, direction)
            case Within(part, whole):
                result = self._within(part, whole)
            case ReportedQuarter():
                result = self._reported_quarter(meaning)
            case YearAgo(anchor):
                result = self._year_ago(anchor)
            case Antecedent(unit):
                found = self._anchored(self.antecedent(unit) if unit else self.focus.last)
                result = found.within(unit) if found and unit else found
            case Time(_, day):
                result = self.period_of(day) if day is not None else None
            case Written():
                result = None
        return result

    def _shift(self, unit: str, count: int, anchor: Anchor) -> Period | None:
        if unit == "weekend" and count == 0:
            return self._weekend()
        if anchor == "antecedent":
            found = self._anchored(self.antecedent(unit))
        elif unit == "day":
            found = self._anchored(self.published)
        else:
            found = self._anchored(self.reference())
            if found is not None and not found.is_finer_than(unit) and found.unit != unit:
                found = self._anchored(self.antecedent(unit))
        return found.within(unit).shift(count) if found else None

    def _candidates(self, meaning: MonthDay | Slot | NamedDay, year: int) -> Period | None:
        match meaning:
            case MonthDay(month, day):
                return of_month(year, month) if day is None else of_day(year, month, day)
            case NamedDay(name):
                return holiday_in(name, year)
            case Slot(unit, number):
                return Period(unit, year * {"season": 4, "quarter": 4, "half": 2}[unit] + number)

    def _in_nearest_year(self, meaning: MonthDay | Slot | NamedDay) -> Period | None:
        reference = self.reference()
        near = self._anchored(reference)
        if near is None:
            return None
        years = range(near.year - 4, near.year + 5)
        candidates = [period for year in years if (period := self._candidates(meaning, year)) is not None]
        if not near.is_finer_than("year"):
            return self._candidates(meaning, near.year)
        direction = meaning.direction
        if isinstance(meaning, Slot) and meaning.unit in ("quarter", "half") and direction is None:
            direction = self._quarter_direction(meaning, near)
        return year_near(candidates, near, direction)

    def _quarter_direction(self, meaning: Slot, near: Period) -> Direction | None:
        """A quarter in a report is the running one or the last finished one, unless the verb looks ahead."""
        if near.within(meaning.unit).number % (4 if meaning.unit == "quarter" else 2) == meaning.number:
            return "this"
        return "next" if tense(self.tokens, self.expression) == "next" else "last"

    def _weekday(self, number: int, direction: Direction | None) -> Period | None:
        reference = self.reference()
        if direction in ("last",) and self.tokens.word(self.expression.first) == "the":
            reference = self.antecedent("day")
        near = self._anchored(reference)
        if near is None or near.unit != "day":
            near = self._anchored(self.focus.last_with("day") or self.published)
        if near is None or near.unit != "day":
            return None
        if direction == "this":
            direction = "next" if tense(self.tokens, self.expression) == "next" else None
        if direction is None:
            direction = "next" if tense(self.tokens, self.expression) == "next" else None
        return Period("day", weekday_near(number, near.number, direction))

    def _weekend(self) -> Period | None:
        """The weekend just past or running, unless the verb looks ahead."""
        near = self._anchored(self.reference())
        if near is None:
            return None
        running = near.within("weekend")
        over = near.unit == "day" and near.number < running.first_day
        return running.shift(-1) if over and tense(self.tokens, self.expression) != "next" else running

    def _within(self, part: "MonthDay | Slot | NamedDay | Weekday", whole: Meaning) -> Period | None:
        found = self.period_of(whole)
        if found is None:
            return None
        if isinstance(part, Weekday):
            return Period("day", found.within("week").first_day + part.number)
        return self._candidates(part, found.year)

    def _reported_quarter(self, meaning: ReportedQuarter) -> Period | None:
        quarter = self._anchored(self.focus.quarter)
        if quarter is None:
            published = self._anchored(self.published)
            if published is None:
                return None
            quarter = published.within("quarter").shift(-1)
        if meaning.year is not None:
            return Period("quarter", meaning.year * QUARTERS_A_YEAR + quarter.number % QUARTERS_A_YEAR)
        return quarter.shift(-QUARTERS_A_YEAR * meaning.years_back)

    def _year_ago(self, anchor: Anchor) -> Period | None:
        quarter = self._anchored(self.focus.quarter)
        if quarter is not None:
            return quarter.shift(-QUARTERS_A_YEAR)
        return self._shift("year", -1, anchor)
