# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A node's text as it may be shown: nothing in it moves a terminal's cursor, turns the text around, or begins a line.

Who may write one file on a node chooses its name. Shown as it is, a name with a control character can clear or forge
lines of a report, and one with a mark for right-to-left text reads as another name. Each such character is shown by its
number, such as <U+009B>, which no file name of Windows can have in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

# Control characters, marks without a width or for a direction, halves of surrogate pairs, separators of lines.
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
# Without a width as well, but letters, spaces or marks by their category.
INVISIBLE = (
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    r"\U000e0000-\U000e0fff"
)
SUSPECT = re.compile(rf"[^\x20-\x7e\xa1-\xac\xae-\u02ff]|[{INVISIBLE}]")
ALWAYS = re.compile(rf"[{INVISIBLE}]")
# As few as possible, since the document is read as text too: a backslash of a path means itself before a letter.
MARKDOWN = re.compile(r"[`*\[\]|~]|\\(?![A-Za-z0-9 ])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")


def shown(text: str) -> str:
    """In one line. Letters of every language stay; a tab is shown as a space."""
    return SUSPECT.sub(_shown, text)


def shown_lines(text: str) -> str:
    """Lines of our own, whose ends stay; for the parts of a line that a node has said, use shown before."""
    return "\n".join(map(shown, text.split("\n")))


def shown_in_markdown(text: str) -> str:
    """In one cell or paragraph of a Markdown document, in which neither Markdown nor HTML of a node is carried out."""
    return MARKDOWN.sub(r"\\\g<0>", shown(text)).replace("&", "&amp;").replace("<", "&lt;")


def shown_in(value: Any, show: Callable[[str], str] = shown) -> Any:
    """Plain data with every text in it, names of members as well, as it may be shown."""
    if isinstance(value, str):
        return show(value)
    if isinstance(value, Mapping):
        return {shown_in(name, show): shown_in(item, show) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [shown_in(item, show) for item in value]
    return value


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\t":
        return " "
    if unicodedata.category(character) in HIDDEN or ALWAYS.match(character):
        return f"<U+{ord(character):04X}>"
    return character
