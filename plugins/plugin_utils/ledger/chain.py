# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The lines of a ledger as they are in the file, where each holds the digest of the one before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.ledger import SCHEMA, Line, replayed


def written(one: Line) -> bytes:
    """Without the end of the line. In ASCII, so that no text of a node ends a line."""
    return json.dumps(one, separators=(",", ":")).encode("ascii")


def digest(one: bytes) -> str:
    return sha256(one).hexdigest()


def read(one: bytes) -> dict[str, Any]:
    """Raises ValueError where this is no line of a ledger."""
    try:
        found = json.loads(one)
        replayed([found])
        if found["schema"] == SCHEMA and written(found) == one and {"run", "kind", "status", "former"} <= set(found):
            return dict(found)
    except (TypeError, KeyError, AttributeError, RecursionError, ValueError):
        pass
    raise ValueError("this is no line of a ledger")


def verified(lines: Sequence[bytes], head: str | None = None) -> int | None:
    """The number of the first line, from 1, that does not fit to the one after it; None where all do.

    head: digest of the last line, where it is known from elsewhere.
    """
    for number, one in enumerate(lines, 1):
        try:
            read(one)
            after_it = read(lines[number])["former"] if number < len(lines) else head or digest(one)
        except ValueError:
            return number
        if after_it != digest(one):
            return number
    return None
