"""A name of the inventory as the name of a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("name", ["web1", "web1.example.com", "10.0.0.11", "2001:db8::1", "WEB_1-a", "node-12"])
def test_a_usual_name_stays(name: str) -> None:
    assert file_name(name) == name


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("../../etc/cron.d/x", "%2E.%2F..%2Fetc%2Fcron.d%2Fx"),
        ("..", "%2E."),
        (".", "%2E"),
        ("/etc/x", "%2Fetc%2Fx"),
        ("a\0b", "a%00b"),
        ("a\nb\x9b", "a%0Ab%C2%9B"),
        ("", "%00"),
    ],
)
def test_what_would_lead_elsewhere_is_written_as_in_a_url(name: str, written: str) -> None:
    assert file_name(name) == written


@given(st.text())
def test_it_is_one_name_in_the_folder(name: str) -> None:
    found = file_name(name)
    assert (Path("/folder") / found).resolve().parent == Path("/folder")
    assert found not in (".", "..")
    assert len(f"{found}.json".encode()) <= 255


@given(st.text(), st.text())
def test_two_names_are_two_files(one: str, other: str) -> None:
    assert (file_name(one) == file_name(other)) is (one == other)


def test_two_long_names_are_two_files() -> None:
    assert file_name("x" * 500 + "1") != file_name("x" * 500 + "2")
