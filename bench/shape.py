"""The shape of what is measured: how many farms of how many nodes, how soon they answer, and Ansible's forks."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORKS = 20
TEXT = re.compile(
    r"(?:(?P<farms>[1-9]\d*)x)?(?P<nodes>[1-9]\d*)(?:@(?P<delay>\d+(?:\.\d+)?)s)?(?:/(?P<forks>[1-9]\d*))?"
)


@dataclass(frozen=True)
class Shape:
    """nodes: of each farm. delay: seconds until a node has answered what it is asked.

    A cluster has 32 nodes at the most, and a farm is one cluster.
    """

    nodes: int
    farms: int = 1
    delay: float = 0.0
    forks: int = FORKS

    @classmethod
    def parse(cls, text: str) -> Shape:
        """10, 7x32 or 7x32@3s/50: seven farms of 32 nodes that answer after three seconds, with fifty forks."""
        found = TEXT.fullmatch(text)
        if not found:
            raise ValueError(f"found {text!r}, expected a farm's nodes such as 10, or 7x32, or 7x32@3s/50")
        farms, nodes, delay, forks = found["farms"], found["nodes"], found["delay"], found["forks"]
        return cls(int(nodes), int(farms or 1), float(delay or 0), int(forks or FORKS))

    @property
    def total(self) -> int:
        """Nodes of all farms."""
        return self.farms * self.nodes

    def __str__(self) -> str:
        several = f"{self.farms}x" if self.farms > 1 else ""
        slow = f"@{self.delay:g}s" if self.delay else ""
        return f"{several}{self.nodes}{slow}" + (f"/{self.forks}" if self.forks != FORKS else "")


DEFAULT = tuple(map(Shape.parse, ("10", "32", "7x32", "7x32@3s", "7x32@3s/50", "7x32@3s/100")))
