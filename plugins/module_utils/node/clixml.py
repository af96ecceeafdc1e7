# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The errors in what PowerShell prints to stderr: as CLIXML, with progress and warnings among them."""

from __future__ import annotations

import re
from xml.sax.saxutils import unescape

HEAD = "#< CLIXML"
ERROR = re.compile(r'<S S="Error">(.*?)</S>', re.DOTALL)
CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")  # such as _x000D_, a carriage return; an emoji is two of them


def errors(stderr: bytes) -> str:
    """The texts of the errors; all of it where it is no CLIXML."""
    text = stderr.decode("utf-8", "replace").strip()
    if HEAD not in text:
        return text
    plain, _, xml = text.partition(HEAD)
    found = "".join(map(_text, ERROR.findall(xml)))
    return f"{plain}{found}".strip()


def _text(xml: str) -> str:
    quotes = {"&quot;": '"', "&apos;": "'"}
    units = CHARACTER.sub(lambda found: chr(int(found[1], 16)), unescape(xml, quotes))
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
