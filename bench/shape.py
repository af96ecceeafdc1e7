"""The shape of what is measured: how many farms of how many nodes, how soon they answer, and Ansible's forks."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORKS = 20
TEXT = re.compile(
    r"(?:(?P<farms>[1-9]\d*)x)?(?P<nodes>[1-9]\d*)(?:@(?P<delay>\d+(?:\.\d+)?)s)?(?:/(?P<forks>[1-9]\d*))?"
    r"(?:\+(?P<faulty>\d+)faulty\+(?P<runs>[1-9]\d*)runs)?"
)


@dataclass(frozen=True)
class Shape:
    """nodes: of each farm. delay: seconds until a node has answered what it is asked.

    runs: audits, one a day, that a fleet has behind it; 0: this is no fleet. faulty: nodes of the fleet with a fault.
    A cluster has 32 nodes at the most, and a farm is one cluster.
    """

    nodes: int
    farms: int = 1
    delay: float = 0.0
    forks: int = FORKS
    faulty: int = 0
    runs: int = 0

    @classmethod
    def parse(cls, text: str) -> Shape:
        """10, 7x32 or 7x32@3s/50: seven farms of 32 nodes that answer after three seconds, with fifty forks.

        50x20+10faulty+365runs: a fleet of fifty farms of 20 nodes, ten of which have a fault, after 365 runs.
        """
        found = TEXT.fullmatch(text)
        if not found:
            raise ValueError(
                f"found {text!r}, expected a farm's nodes such as 10, or 7x32, or 7x32@3s/50, "
                "or a fleet such as 50x20+10faulty+365runs"
            )
        given = {name: float(value) for name, value in found.groupdict().items() if value}
        delay = given.pop("delay", 0.0)
        return cls(delay=delay, **{name: int(value) for name, value in given.items()})

    @property
    def total(self) -> int:
        """Nodes of all farms."""
        return self.farms * self.nodes

    def __str__(self) -> str:
        several = f"{self.farms}x" if self.farms > 1 else ""
        slow = f"@{self.delay:g}s" if self.delay else ""
        forks = f"/{self.forks}" if self.forks != FORKS else ""
        fleet = f"+{self.faulty}faulty+{self.runs}runs" if self.runs else ""
        return f"{several}{self.nodes}{slow}{forks}{fleet}"


SIZES = ("10", "32", "7x32", "7x32@3s", "7x32@3s/50", "7x32@3s/100", "50x20+10faulty+365runs")
DEFAULT = tuple(map(Shape.parse, SIZES))
