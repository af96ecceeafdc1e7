# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Who needs a right on a node: a pool, the account of a virtual directory, a reader; with the SIDs in its token."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """sid: the trustee of an entry for it; None where it could not be resolved.

    problem: that it could not be resolved and why, or that its groups are not known; then cause has why.
    token: the SIDs that are known to be in its token. undetermined_groups: those that may be.
    compared_as: its name in the comparison of nodes; empty for an account that is the pool's on some nodes only.
    wide: it stands for a group such as Everyone, whose members are in no other group for certain.
    replaced_by: why no missing right is granted to it: a fix replaces it by another identity.
    """

    words: str
    sid: str | None
    token: frozenset[str] = frozenset()
    undetermined_groups: frozenset[str] = frozenset()
    problem: str = ""
    cause: str = ""
    compared_as: str = ""
    wide: bool = False
    replaced_by: str = ""

    def depends_on(self, what: str) -> str:
        """The reason of a finding that its unknown groups decide."""
        return f"{self.problem}, so {what} is not known"

    def may_have(self, sid: str) -> bool:
        return sid in self.undetermined_groups
