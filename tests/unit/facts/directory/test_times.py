"""Times of the directory."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory import times


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (134404191611488420, "2026-11-29T09:46:01Z"),
        (1, "1601-01-01T00:00:00Z"),
        (0, None),
        (-1, None),
        (None, None),
        (0x7FFFFFFFFFFFFFFF, None),
        (0x7FFFFFFFFFFFFFFE, None),
    ],
)
def test_a_file_time(value: int | None, text: str | None) -> None:
    assert times.of_file_time(value) == text


@pytest.mark.parametrize(("value", "text"), [("20261129094901.0Z", "2026-11-29T09:49:01Z"), ("", None), ("now", None)])
def test_a_generalized_time(value: str, text: str | None) -> None:
    found = times.of_generalized_time(value)
    assert (times.text(found) if found else None) == text
