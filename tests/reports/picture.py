"""Writes docs/page.png, the beginning of the page of the report with every state: python -m tests.reports.picture"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.html import html
from playwright.sync_api import sync_playwright

from tests.reports.sample_report import every_state, histories
from tests.reports.tools import tool

PICTURE = Path(__file__).parents[2] / "docs" / "page.png"
WIDTH, HEIGHT = 1200, 1440
SIGNATURE, PIXEL = 8, 3  # bytes
PAETH = 4


def main() -> None:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with TemporaryDirectory() as folder, sync_playwright() as started:
        file = Path(folder) / "page.html"
        file.write_text(html(every_state(), histories())[""], encoding="utf-8")
        browser = started.chromium.launch(executable_path=str(tool("chromium")), args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(file.as_uri())
        PICTURE.write_bytes(smaller(page.screenshot()))
        browser.close()


def smaller(png: bytes) -> bytes:
    """The same picture: what is drawn, and not photographed, is smaller without the filters of PNG."""
    place, pixels = SIGNATURE, b""
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            pixels += png[place + 8 : place + 8 + length]
        place += length + 12
    lines = b"".join(b"\0" + line for line in unfiltered(zlib.decompress(pixels)))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return png[:SIGNATURE] + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    )


def unfiltered(data: bytes) -> Iterator[bytes]:
    """The lines of pixels of a PNG with three bytes each: the filters of chapter 9 of its specification."""
    size = WIDTH * PIXEL
    above = bytearray(size)
    for begin in range(0, len(data), size + 1):
        kind, line = data[begin], bytearray(data[begin + 1 : begin + 1 + size])
        for at in range(size):
            left, before = (line[at - PIXEL], above[at - PIXEL]) if at >= PIXEL else (0, 0)
            line[at] = (line[at] + predicted(kind, left, above[at], before)) & 255
        yield bytes(line)
        above = line


def predicted(kind: int, left: int, above: int, before: int) -> int:
    if kind == PAETH:
        return min((left, above, before), key=lambda each: abs(left + above - before - each))
    return (0, left, above, (left + above) // 2)[kind]


if __name__ == "__main__":
    main()
