"""The SASL layer of a connection: pieces with their length before them, sealed once a bind has agreed on it."""

from __future__ import annotations

import struct
from typing import Protocol

PIECE = 60_000  # octets at the most before sealing; a client takes up to 64 KB by default
LONGEST = 0xFFFFFF


class Sealer(Protocol):
    def seal(self, data: bytes) -> bytes: ...

    def open(self, data: bytes) -> bytes: ...


class Layer:
    def __init__(self) -> None:
        self.sealer: Sealer | None = None
        self._left = b""

    def received(self, data: bytes) -> bytes:
        """What is readable of it. Raises ValueError for a piece that cannot be one."""
        if self.sealer is None:
            return data
        self._left += data
        found = b""
        while len(self._left) >= 4:
            length = struct.unpack(">I", self._left[:4])[0]
            if length > LONGEST:
                raise ValueError(f"a piece of {length} octets")
            if len(self._left) < 4 + length:
                break
            found += self.sealer.open(self._left[4 : 4 + length])
            self._left = self._left[4 + length :]
        return found

    def to_send(self, data: bytes) -> bytes:
        if self.sealer is None:
            return data
        pieces = [self.sealer.seal(data[start : start + PIECE]) for start in range(0, len(data), PIECE)]
        return b"".join(struct.pack(">I", len(piece)) + piece for piece in pieces)
