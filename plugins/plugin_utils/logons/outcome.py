# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What one run knows of one user name with its password: which nodes have accepted it, and which have refused it.

Windows locks an account after a few refused logons, so a password that one node refuses is not tried on another. Where
a node has accepted it before, a refusal of another node is about that node: it has a local account of the same name
with another password, or this kind of authentication is switched off there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Outcome:
    """accepted, refused: nodes. ended_by: the node after whose refusal none is asked any more; empty where all are.

    why: what that node said, in a sentence.
    """

    accepted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    ended_by: str = ""
    why: str = ""

    @property
    def open(self) -> bool:
        """No node has answered yet, so that only one may be asked at a time."""
        return not self.accepted and not self.ended_by

    def objection(self, node: str) -> str:
        """Why this node is not asked; empty where it may be."""
        by = self.ended_by or (node if node in self.refused else "")
        if not by:
            return ""
        if by == node and self.why:
            return f"not tried again: {self.why}"
        return f"not tried{' again' if by == node else ''}: the user name or the password was refused by {by}"

    def after_acceptance(self, node: str) -> Outcome:
        return replace(self, accepted=self.accepted | {node})

    def after_refusal(self, node: str, why: str = "") -> Outcome:
        """A node that has accepted it before: the account was locked, or its password changed, meanwhile."""
        refused = replace(self, refused=self.refused | {node})
        alone = self.accepted and node not in self.accepted
        return refused if alone else replace(refused, ended_by=node, why=why or self.why)
