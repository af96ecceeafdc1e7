"""What a node says is shown, and nothing of it is carried out by whatever shows it."""

from __future__ import annotations

import unicodedata

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import (
    shown,
    shown_in,
    shown_in_markdown,
    shown_lines,
)
from hypothesis import given
from hypothesis import strategies as st

HIDDEN = [
    *range(0x20),
    *range(0x7F, 0xA0),
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x2028, 0x2029, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xE0041, 0xE0100),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *(0xD800, 0xDFFF),
]


@pytest.mark.parametrize("code", [code for code in HIDDEN if code != 0x09], ids=hex)
def test_a_character_that_cannot_be_seen_is_shown_by_its_number(code: int) -> None:
    assert shown(f"a{chr(code)}b") == f"a<U+{code:04X}>b"


def test_a_tab_is_shown_as_a_space() -> None:
    assert shown("10.0.0.50\tintranet") == "10.0.0.50 intranet"


@pytest.mark.parametrize(
    "text", [r"C:\inetpub\wwwroot", "Système", "Администраторы", "管理者", "ملف", "Größe 5 €", "a\u00a0b", "📁"]
)
def test_what_can_be_read_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text


@given(st.text())
def test_what_is_shown_is_one_line_that_any_terminal_prints(text: str) -> None:
    found = shown(text)
    assert len(found.splitlines()) <= 1
    assert {unicodedata.category(character) for character in found}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    found.encode()


@given(st.text())
def test_what_was_shown_already_is_not_changed(text: str) -> None:
    assert shown(shown(text)) == shown(text)


def test_the_ends_of_our_own_lines_stay() -> None:
    assert shown_lines("one\ntwo\x1b[2J\r\n") == "one\ntwo<U+001B>[2J<U+000D>\n"


def test_names_and_values_of_a_result_are_shown_at_any_depth() -> None:
    assert shown_in({"a\x9b": [{"b": "\u202e"}, ("c\n",), 1, None, True]}) == {
        "a<U+009B>": [{"b": "<U+202E>"}, ["c<U+000A>"], 1, None, True]
    }


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a|b", r"a\|b"),
        ("a\n", "a&lt;U+000A>"),
        ("<img src=x> &lt;", "&lt;img src=x> &amp;lt;"),
        ("[x](y) `c` *d* _e_", r"\[x\](y) \`c\` \*d\* \_e\_"),
        (r"C:\inetpub\www_root", r"C:\inetpub\www_root"),
        (r"C:\_a" + "\\|" + "\\", r"C:\\\_a" + r"\\\|" + r"\\"),
    ],
)
def test_neither_markdown_nor_html_is_carried_out(text: str, written: str) -> None:
    assert shown_in_markdown(text) == written
