# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One request of HTTP over one connection, and its answer: nothing is followed, and nothing is asked twice."""

from __future__ import annotations

import io
import re
import socket
import time
from dataclasses import dataclass
from http.client import HTTPException, parse_headers

STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]*)?\r?\n")
# Of the page of IIS: "HTTP Error 401.2 - Unauthorized", which it shows in any language as a number.
SUB_STATUS = re.compile(rb"\b(4\d\d|5\d\d)\.(\d{1,2})\b")
END = b"\r\n\r\n"
LARGEST, BODY = 65536, 16384  # octets that are read
PIECE = 8192


class NotHttpError(Exception):
    """What answers does not speak HTTP."""


@dataclass(frozen=True)
class HttpAnswer:
    """offers: the values of WWW-Authenticate. status: with its sub status where the page has it, such as 401.2."""

    code: int
    status: str
    offers: tuple[str, ...]
    location: str
    server: str

    def offered(self, scheme: str) -> list[str]:
        """What follows the scheme in each offer of it; empty texts where nothing does."""
        found = [offer.partition(" ") for offer in self.offers]
        return [rest.strip() for name, _, rest in found if name.casefold() == scheme.casefold()]


def ask(connection: socket.socket, host: str, path: str, authorization: str, seconds: float) -> HttpAnswer:
    """Within seconds in all. Raises NotHttpError, and OSError of the connection, TimeoutError among them."""
    until = time.monotonic() + seconds
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "User-Agent: nlb.kerberos",
        f"Authorization: {authorization}",
        "Connection: close",
    )
    connection.settimeout(seconds)
    connection.sendall("\r\n".join((*lines, "", "")).encode("ascii"))
    head, body = _received(connection, until)
    return _read(head, body)


def _received(connection: socket.socket, until: float) -> tuple[bytes, bytes]:
    """Header and the beginning of the body. Where the body is late, without it."""
    data = b""
    while END not in data and len(data) < LARGEST:
        piece = _piece(connection, until)
        if not piece:
            break
        data += piece
        if not data.startswith(b"HTTP/"[: len(data)]):
            raise NotHttpError
    head, end, body = data.partition(END)
    if not end:
        raise NotHttpError if data else ConnectionResetError
    while len(body) < BODY:
        try:
            piece = _piece(connection, until)
        except OSError:
            break
        if not piece:
            break
        body += piece
    return head + end, body


def _piece(connection: socket.socket, until: float) -> bytes:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)
    return connection.recv(PIECE)


def _read(head: bytes, body: bytes) -> HttpAnswer:
    first = STATUS.match(head)
    if first is None:
        raise NotHttpError
    try:
        headers = parse_headers(io.BytesIO(head[first.end() :]))
    except HTTPException:
        raise NotHttpError from None
    offers = [part.strip() for value in headers.get_all("WWW-Authenticate") or [] for part in str(value).split(",")]
    sub = SUB_STATUS.search(body)
    code = first[1].decode()
    status = f"{code}.{sub[2].decode()}" if sub and sub[1] == first[1] else code
    return HttpAnswer(int(code), status, tuple(offers), _text(headers.get("Location")), _text(headers.get("Server")))


def _text(value: object) -> str:
    """Of a header, whoever sent it."""
    return re.sub(r"[^\x20-\x7e]", "?", str(value or ""))[:200]
