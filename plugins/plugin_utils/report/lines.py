# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Lines of a report: how wide they are, and what each one says of the farm, from which its colour follows."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ansible_collections.nlb.kerberos.plugins.module_utils.model.named import some as some
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown

WIDTH = 100
BREAKS = re.compile(r"[\r\n]+")


class Tone(StrEnum):
    PLAIN = "plain"
    WRONG = "wrong"
    CHANGED = "changed"
    FINE = "fine"


@dataclass(frozen=True)
class Line:
    text: str
    tone: Tone = Tone.PLAIN


def wrapped(text: str, indent: str = "", hanging: str = "  ", tone: Tone = Tone.PLAIN) -> list[Line]:
    """Lines of at most WIDTH, each but the first further to the right. What has no blank in it is not broken.

    Parts of the text are what nodes have said: nothing in it begins a line of its own or moves the cursor.
    """
    lines = textwrap.wrap(
        shown(BREAKS.sub(" ", text)),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [Line(line, tone) for line in lines]


def command(text: str, indent: str = "") -> list[Line]:
    """A command in one line, so that it can be copied, however long it is."""
    return [Line(indent + text)]


def plain(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)


def number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
