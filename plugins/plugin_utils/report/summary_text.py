# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Markdown of limited length, in which a text that a node has said stays a text."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown

LONGEST = 300  # bytes of one text; the report has all of it


def code(text: str) -> str:
    """As a code span: in it, forges neither notify a person nor make a link, and no Markdown or HTML is carried out.

    What would end the span, and what makes a link where code spans are not known (cards of Teams), is changed.
    """
    safe = shown(text[: 2 * LONGEST]).replace("`", "'").replace("](", "] (").strip()
    return f"`{cut(safe) or '-'}`"


def cut(text: str, longest: int = LONGEST) -> str:
    if size(text) <= longest:
        return text
    return text.encode()[: longest - 3].decode(errors="ignore").rstrip() + "..."


def size(text: str) -> int:
    return len(text.encode())


def section(title: str, items: Sequence[str], most: int) -> str:
    """A list below a heading, of at most so many bytes; empty without items. How many are left out is said."""
    if not items:
        return ""
    lines = [f"## {title}", ""]
    left = most - size(f"## {title}\n\n- and {len(items)} more\n")
    for taken, item in enumerate(items):
        left -= size(item) + len("- \n")
        if left < 0:
            lines.append(f"- and {len(items) - taken} more")
            break
        lines.append(f"- {item}")
    return "\n".join(lines)
