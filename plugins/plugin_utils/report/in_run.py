# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which nodes of a description are in the run."""

from __future__ import annotations

from collections.abc import Collection


class Inventory:
    """Which nodes of a description are in the run, and which the inventory knows.

    in_run: the hosts of the play; known: all of the inventory. None: every node is in both.
    """

    def __init__(self, in_run: Collection[str] | None = None, known: Collection[str] | None = None) -> None:
        self._in_run, self._known = in_run, known

    def left_out(self, node: str) -> bool:
        """By --limit or kerberos_hosts. What the inventory does not know was not left out, but is missing."""
        return self._in_run is not None and node not in self._in_run and self.knows(node)

    def knows(self, node: str) -> bool:
        return self._known is None or node in self._known


EVERY_NODE = Inventory()
