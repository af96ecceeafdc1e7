# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Takes the secrets that are known here out of a node's text: an error of Windows may quote what it was given."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

Hide = Callable[[str], str]

HIDDEN = "********"  # as Ansible shows a value that must not be logged
SHORT = 4  # characters; a shorter secret is part of many words, and is taken out only where it stands alone
BASE64 = 8  # characters: a shorter piece of base64 may be part of anything
PARTS = re.compile(r"\s+|\S", re.DOTALL)  # of a secret: what it has of white space may have become one space, or a line
SPACE = r"(?:\0?(?:\s|\+|%20|%0[9AaDd]|\\[nrt]|&#(?:9|10|13|32|x9|x[Aa]|x[Dd]|x20);|_x00(?:09|0[AaDd]|20)_))+"
ENTITIES = {"'": ("&apos;",)}  # those that html.escape does not use


def hider(secrets: Iterable[str]) -> Hide:
    """Takes each of these secrets out of a text, in every form that a program is likely to give it."""
    known = sorted({secret for secret in secrets if secret.strip()}, key=len, reverse=True)
    if not known:
        return lambda text: text
    pattern = re.compile("|".join(form for secret in known for form in _forms(secret)))
    return lambda text: pattern.sub(HIDDEN, text)


def _forms(secret: str) -> Iterator[str]:
    """As regular expressions."""
    # A zero between the characters: UTF-16, read as if it were one byte a character.
    written = r"\0?".join(SPACE if part.isspace() else _written(part) for part in PARTS.findall(secret.strip()))
    if len(secret) < SHORT:
        yield rf"(?<!\w){written}(?!\w)"
        return  # the digits of so few bytes are in many other numbers
    yield written
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        encoded = secret.encode(encoding, "surrogatepass")
        yield f"(?i:{'[ -]?'.join(f'{byte:02x}' for byte in encoded)})"
        yield from map(re.escape, _in_base64(encoded))


def _written(character: str) -> str:
    """One character as text, JSON, XML, HTML, CLIXML, PowerShell, Python and URLs have it."""
    if character.isascii() and character.isalnum():
        return character  # as all of them leave it
    units = character.encode("utf-16-be", "surrogatepass").hex()
    numbers = [units[at : at + 4] for at in range(0, len(units), 4)]
    code = ord(character)
    forms = [
        *(html.escape(character), *ENTITIES.get(character, ())),
        *("".join(f"\\u{number}" for number in numbers), "".join(f"_x{number}_" for number in numbers)),
        *(f"\\U{code:08x}", f"\\x{code:02x}", f"&#{code};", f"&#x{code:x};"),
        quote(character.encode("utf-8", "surrogatepass"), safe=""),
        *("\\" + character, character * 2, "`" + character),
    ]
    alternatives = [f"(?i:{re.escape(form)})" if len(form) > len(character) + 1 else re.escape(form) for form in forms]
    return f"(?:{'|'.join([*dict.fromkeys(alternatives), re.escape(character)])})"


def _in_base64(encoded: bytes) -> Iterator[str]:
    """The characters of base64 that hold nothing else, wherever the secret begins in the bytes that were encoded."""
    for before in range(3):
        begun = -(-before * 8 // 6)  # characters that also hold what stands before
        whole = (before + len(encoded)) * 8 // 6
        text = base64.b64encode(bytes(before) + encoded).decode()[begun:whole]
        if len(text) >= BASE64:
            yield from {text, text.replace("+", "-").replace("/", "_")}
