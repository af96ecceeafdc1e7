"""The text of a case is JSON, and what fits on a line stands on one."""

import json

import pytest

from tests.decisions.text import text

LONG = "x" * 60


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": 1, "b": [], "c": {}}, '{\n "a": 1,\n "b": [],\n "c": {}\n}\n'),
        ({"a": [["x", {"y": "ü"}]]}, '{\n "a": [["x", {"y": "ü"}]]\n}\n'),
        ({"a": [LONG, LONG]}, f'{{\n "a": [\n  "{LONG}",\n  "{LONG}"\n ]\n}}\n'),
        ({"a": [[LONG], {"b": LONG}]}, f'{{\n "a": [\n  ["{LONG}"],\n  {{"b": "{LONG}"}}\n ]\n}}\n'),
    ],
)
def test_what_fits_on_a_line_stands_on_one(value, expected):
    assert text(value) == expected
    assert json.loads(expected) == value
