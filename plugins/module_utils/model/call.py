# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One payload to run on a node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Call:
    """One payload to run. Secrets are sent separately from arguments and are never in a repr.

    unites: the argument, a list of names, in which calls of this payload may differ and still be sent as one.
    otherwise: the answer that a concern can do with where this call fails; None where it needs the node's.
    """

    payload: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    unites: str = ""
    otherwise: Mapping[str, Any] | None = field(default=None, compare=False)

    def united(self, other: Call) -> Call | None:
        """The one call whose answer serves both; None where there is none. Names are the same in any case."""
        if self == other:
            return self
        if not self.unites or self._without(self.unites) != other._without(self.unites):
            return None
        names: dict[str, str] = {}
        for name in (*self.arguments[self.unites], *other.arguments[self.unites]):
            names.setdefault(name.lower(), name)
        return replace(self, arguments={**self.arguments, self.unites: list(names.values())})

    def _without(self, unites: str) -> tuple[str, str, dict[str, Any]]:
        """All but the argument in which they may differ."""
        return self.payload, self.unites, {name: v for name, v in self.arguments.items() if name != unites}
