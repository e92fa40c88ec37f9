"""What a meaning is resolved in: the text, its publication, what was dated before, and the expression in hand."""

from dataclasses import dataclass, field

from services.enrich.dates.expression import Expression
from services.enrich.dates.focus import Focus, Mention
from services.enrich.dates.periods import Period
from services.enrich.dates.tokens import Tokens


@dataclass(slots=True)
class Context:
    """`following` are the expressions of the text after the one in hand."""

    tokens: Tokens
    published: Mention | None
    focus: Focus
    expression: Expression = field(init=False)
    following: Expression | None = None

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

    def reference(self) -> Mention | None:
        """What an unanchored name is near to: the passage in a story, else publication."""
        if self.focus.is_story and self.focus.passage is not None:
            return self.focus.passage
        return self.published

    def antecedent(self, unit: str) -> Mention | None:
        """What "that year" or "two days later" hang on."""
        return self.focus.last_with(unit) or self.reference()
