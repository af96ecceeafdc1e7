"""A secret that a node repeats is taken out of its text, in whatever form it comes back."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape, quoteattr

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.secret_forms import HIDDEN, hider
from hypothesis import given
from hypothesis import strategies as st

SECRETS = ["hunter2-C4n4ry", "Winter<&>'\" %1 26!", "Pä:ss  \"w<ö>rd'\n%&\\$", "паროль☃12"]
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "JSON in ASCII": lambda text: json.dumps(text),
    "JSON": lambda text: json.dumps(text, ensure_ascii=False),
    "JSON of PowerShell": lambda text: json.dumps(text, ensure_ascii=False).replace("<", "\\u003c").replace(
        ">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027"),
    "XML": escape,
    "an attribute of XML": quoteattr,
    "HTML": html.escape,
    "HTML in ASCII": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace").decode(),
    "a string of PowerShell": lambda text: "'" + text.replace("'", "''") + "'",
    "Python": repr,
    "a URL": quote,
    "a form": quote_plus,
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal UTF-16": lambda text: text.encode("utf-16-le").hex(" "),
    "UTF-16 taken for one byte a character": lambda text: "\0".join(text),
    "in one line": lambda text: " ".join(text.split()),
}  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_it_is_taken_out_in_every_form(secret: str, form: Callable[[str], str]) -> None:
    written = form(secret)
    found = hider([secret])(f"cannot log on with {written}, it is wrong")
    assert HIDDEN in found
    assert "cannot log on with " in found
    assert found.endswith(", it is wrong")
    for part in (written, secret, secret[:6], secret[-6:]):
        assert part not in found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("secret", SECRETS)
def test_it_is_taken_out_of_base64_wherever_it_begins(secret: str, before: int, encoding: str) -> None:
    """As in a header of Basic authentication, which has the account's name before it."""
    text = base64.b64encode(b"x" * before + secret.encode(encoding) + b"yz").decode()
    found = hider([secret])(f"Basic {text} was refused")
    assert HIDDEN in found
    # What is left is too little to hold a character of it beside what stood around it.
    left = found.removeprefix("Basic ").removesuffix(" was refused").split(HIDDEN)
    assert all(len(part) <= 8 for part in left), found


@given(st.text(min_size=4).filter(str.strip), st.text(), st.text())
def test_no_secret_of_four_characters_and_more_is_left(secret: str, before: str, after: str) -> None:
    found = hider([secret])(before + secret + after)
    assert secret not in found or secret in HIDDEN * 2


def test_a_short_secret_is_taken_out_only_where_it_stands_alone() -> None:
    assert hider(["ok"])("ok, the token is 'ok'; look") == f"{HIDDEN}, the token is '{HIDDEN}'; look"


def test_the_longer_one_of_two_is_taken_out_as_a_whole() -> None:
    assert hider(["winter", "winter2026"])("winter2026 winter") == f"{HIDDEN} {HIDDEN}"


def test_without_secrets_nothing_is_taken_out() -> None:
    assert hider([""])("a text") == "a text"
