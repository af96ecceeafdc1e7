# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The account that should hold the names of the farm, as the description has it and as the directory knows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ...facts.directory.account import Account
from ...facts.directory.directory import Directory
from ...facts.directory.names import COMPUTER, short


@dataclass(frozen=True)
class Wanted:
    """name: as described, empty where no account is. account: None where it was not found; problem: why not.

    exists: whether there is such an account; None where that is not known, so that nothing can be compared with it.
    nodes: the nodes' names, whose accounts no farm of several nodes can use.
    """

    name: str
    account: Account | None
    problem: str
    exists: bool | None
    nodes: tuple[str, ...]

    @classmethod
    def of(cls, directory: Directory, name: str, nodes: Collection[str]) -> Wanted:
        if not name:
            return cls("", None, "", False, tuple(nodes))
        asked = directory.asked(name)
        if len(asked.found) == 1:
            return cls(name, asked.found[0], "", True, tuple(nodes))
        if not asked.found and not asked.problem:
            return cls(name, None, f"the directory has no account {name}", False, tuple(nodes))
        return cls(name, None, asked.problem or f"several accounts are called {name}", None, tuple(nodes))

    @property
    def shown(self) -> str:
        return self.account.shown if self.account else self.name

    def is_it(self, account: Account) -> bool:
        """Without a described account any one that all nodes can use is right."""
        if self.account:
            return account.sid == self.account.sid
        return not self.name and not self.is_one_nodes(account)

    def is_one_nodes(self, account: Account) -> bool:
        """Of a farm with more nodes than that one, which cannot decrypt with its key."""
        return len(self.nodes) > 1 and is_node(account, self.nodes)


def is_node(account: Account, nodes: Collection[str]) -> bool:
    names = {f"{short(node)[:COMPUTER]}$".casefold() for node in nodes}
    return account.is_computer and account.name.casefold() in names
