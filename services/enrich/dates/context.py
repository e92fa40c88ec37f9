"""What a meaning is resolved in: the text, its publication, what was dated before, and the expression in hand."""

from dataclasses import dataclass, field

from services.enrich.dates.expression import Expression
from services.enrich.dates.focus import Focus, Mention
from services.enrich.dates.periods import Period
from services.enrich.dates.tokens import Tokens


@dataclass(slots=True)
class Context:
    """`previous` and `following` stand beside the expression in hand, `ahead` is the next period stated in full."""

    tokens: Tokens
    published: Mention | None
    focus: Focus
    expression: Expression = field(init=False)
    previous: Expression | None = None
    following: Expression | None = None
    ahead: Period | None = None

    @property
    def offset(self) -> int:
        """Character offset of the expression in hand."""
        return self.tokens.starts[self.expression.first]

    def anchored(self, mention: Mention | None) -> Period | None:
        """The period of a mention, noted as what the expression in hand hangs on."""
        if mention is None:
            return None
        self.expression.anchor = "publication" if mention is self.published else mention.offset
        return mention.period

    def reference(self, deictic: bool = False) -> Mention | None:
        """What an unanchored name is near to: the passage in a story, else publication."""
        story = self.focus.is_surely_story if deictic else self.focus.is_story
        return self.focus.passage[-1] if story and self.focus.passage else self.published

    def antecedent(self, unit: str) -> Mention | None:
        """What "that year" or "two days later" hang on."""
        return self.focus.last_with(unit) or self.reference()
