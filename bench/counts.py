"""What the nodes have seen of a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True)
class Counts:
    """Of one node, or the most of any. processes: commands run. Bytes are those of HTTP, inside TLS."""

    processes: int = 0
    messages: int = 0
    requests: int = 0
    connections: int = 0
    bytes_up: int = 0
    bytes_down: int = 0

    @classmethod
    def most(cls, nodes: Iterable[Counts]) -> Counts:
        """Field by field: what is promised of a node must hold for each of them, which an average does not show."""
        columns = zip(*(astuple(node) for node in nodes), strict=True)
        return cls(*(max(column) for column in columns))


NAMES = tuple(field.name for field in fields(Counts))
