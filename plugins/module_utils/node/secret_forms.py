# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Takes the secrets that are known here out of a node's text: an error of Windows may quote what it was given."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

Hide = Callable[[str], str]

HIDDEN = "********"  # as Ansible shows a value that must not be logged
SHORT = 4  # characters; a shorter secret is part of many words, and is taken out only where it stands alone
BASE64 = 8  # characters: a shorter piece of base64 may be part of anything


def hider(secrets: Iterable[str]) -> Hide:
    """Takes each of these secrets out of a text, in every form that a program is likely to give it."""
    known = {secret for secret in secrets if secret}
    if not known:
        return lambda text: text
    forms = sorted({form for secret in known for form in _forms(secret)}, key=len, reverse=True)
    pattern = re.compile("|".join(map(_as_pattern, forms)))
    return lambda text: pattern.sub(HIDDEN, text)


def _as_pattern(form: str) -> str:
    return re.escape(form) if len(form) >= SHORT else rf"(?<!\w){re.escape(form)}(?!\w)"


def _forms(secret: str) -> Iterator[str]:
    yield secret
    yield " ".join(secret.split())
    yield from (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1])
    yield from (secret.replace("'", "''"), secret.replace('"', '""'), secret.replace('"', '`"'))
    yield from _of_markup(secret)
    yield from (quote(secret), quote(secret, safe=""), quote_plus(secret))
    yield from (quote(secret, safe="").lower(), quote_plus(secret).lower())
    yield "\0".join(secret)  # UTF-16, read as if it were one byte a character
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        encoded = secret.encode(encoding, "surrogatepass")
        if len(secret) < SHORT:
            continue  # two bytes in hexadecimal digits are in many other numbers
        yield from (encoded.hex(), encoded.hex().upper(), encoded.hex(" "), encoded.hex("-").upper())
        yield from _in_base64(encoded)


def _of_markup(secret: str) -> Iterator[str]:
    """XML and HTML; JSON of Windows PowerShell 5.1, which writes some characters by their number; CLIXML."""
    yield from (escape(secret), html.escape(secret), escape(secret, {'"': "&quot;", "'": "&apos;"}))
    yield html.escape(secret).replace("&#x27;", "&#39;")
    yield secret.encode("ascii", "xmlcharrefreplace").decode()
    yield html.escape(secret).replace("&#x27;", "&#39;").encode("ascii", "xmlcharrefreplace").decode()
    yield "".join(f"\\u{ord(c):04x}" if c in "<>&'" else json.dumps(c, ensure_ascii=False)[1:-1] for c in secret)


def _in_base64(encoded: bytes) -> Iterator[str]:
    """The characters of base64 that hold nothing else, wherever the secret begins in the bytes that were encoded."""
    for before in range(3):
        begun = -(-before * 8 // 6)  # characters that also hold what stands before
        whole = (before + len(encoded)) * 8 // 6
        text = base64.b64encode(bytes(before) + encoded).decode()[begun:whole]
        if len(text) >= BASE64:
            yield from {text, text.replace("+", "-").replace("/", "_")}
