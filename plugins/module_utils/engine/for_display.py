# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A task's result as it may be shown, logged and kept. Until here a node's values are what the node has: they are
compared, written and journaled.

Secrets are taken out before anything is cut: half of one would not be found any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.bounds import TEXT, cut, cut_in
from ..model.shown_text import shown, shown_in, shown_lines
from ..node.secret_forms import Hide

# Their values are words of ours: a password that is one of them must not make a report unreadable for a program.
OUR_WORDS = ("changed", "control", "counts", "drifted", "failed", "remedy", "run", "runs", "state", "time", "undoes")
OUR_NAMES = ("findings", "changes")  # lists of objects whose members we have named


def for_display(result: Mapping[str, Any], hide: Hide) -> dict[str, Any]:
    """hide: takes the known secrets out of a text."""
    return {name: _member(name, value, hide) for name, value in result.items()}


def _member(name: str, value: Any, hide: Hide) -> Any:
    if name in OUR_WORDS:
        return shown_in(value)
    if name == "msg":
        return shown(cut(hide(str(value)), 4 * TEXT))
    if name == "diff":
        return {side: "\n".join(map(cut, shown_lines(hide(text)).split("\n"))) for side, text in value.items()}
    if name in OUR_NAMES:
        return [cut_in(for_display(item, hide)) for item in value]
    return shown_in(value, lambda text: shown(hide(text)))
