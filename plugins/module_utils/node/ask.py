# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How the engine sends calls to a node: calls in, answers out, one request each time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..model.call import Call
from .exchange import Reply


class Ask(Protocol):
    """Sends calls to the node in one request. stop: whether the first error ends it.

    Raises NodeError where no whole answer came back.
    """

    def __call__(self, calls: Sequence[Call], stop: bool = False) -> Reply: ...
