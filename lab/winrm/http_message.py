"""As much of HTTP/1.1 as WinRM clients speak: bytes to a request's head, a response to bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

Headers = tuple[tuple[str, str], ...]

SOAP_CONTENT_TYPE = "application/soap+xml;charset=UTF-8"


class MalformedHeadError(ValueError):
    """The bytes are no head of an HTTP request."""


@dataclass(frozen=True)
class Head:
    """Header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]

    def header(self, name: str) -> str:
        return self.headers.get(name, "")

    @property
    def content_length(self) -> int:
        return int(self.header("content-length") or 0)

    @property
    def keeps_connection(self) -> bool:
        return self.header("connection").lower() != "close"


@dataclass(frozen=True)
class HttpResponse:
    status: int
    headers: Headers = ()
    body: bytes = b""

    def to_bytes(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


def parse_head(data: bytes) -> Head:
    lines = data.decode("latin-1").rstrip("\r\n").split("\r\n")
    request_line = lines[0].split(" ")
    if len(request_line) != 3:
        raise MalformedHeadError(f"not a request line: {lines[0]!r}")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon:
            raise MalformedHeadError(f"not a header: {line!r}")
        headers[name.strip().lower()] = value.strip()
    head = Head(request_line[0], request_line[1], headers)
    if not (head.header("content-length") or "0").isdecimal():
        raise MalformedHeadError(f"not a Content-Length: {head.header('content-length')!r}")
    return head


def objection(head: Head) -> HttpResponse | None:
    """What is answered to a request that is none of WinRM; None where nothing is wrong with it."""
    if "transfer-encoding" in head.headers:
        return HttpResponse(411)
    if head.path.partition("?")[0].rstrip("/").lower() != "/wsman":
        return HttpResponse(404)
    if head.method != "POST":
        return HttpResponse(405, (("Allow", "POST"),))
    return None
