"""An objection of a rule to a script."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    rule: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.rule}: {self.text}"
