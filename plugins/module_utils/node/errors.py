# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The errors of a request to a node. Every message has what was expected, what was found, and what to do.

Bad arguments of a user are ValueError, raised before a request is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


class NodeError(Exception):
    """The node gave no valid answer. A write may or may not have happened.

    facts: for the result of a task that ends with this error, such as what it has written or may have written.
    """

    facts: Mapping[str, Any] = MappingProxyType({})


class RefusedError(NodeError):
    """PowerShell cannot run payloads there, the account may not, or it is another computer. Nothing was changed."""


class CallError(NodeError):
    """A payload ended with an error of Windows."""

    def __init__(self, payload: str, message: str, at: str = "") -> None:
        super().__init__(f"{payload}: {message}" + (f" ({at})" if at else ""))
        self.payload = payload


class NotFixedError(NodeError):
    """A write gave no error, but reading again shows another value than the one written."""


class NotWrittenError(NodeError):
    """A request that was to write has failed before its first change of a setting."""
