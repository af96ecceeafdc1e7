"""The tests that mirror a file are few, and they are there."""

import pytest

from tests.mutation.guards import ROOT, every_guard
from tests.mutation.mirror import DECISIONS, ELSEWHERE, mirrors


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("engine/drain/decision.py", [("tests/unit/engine/drain/test_decision.py",), ("tests/unit/engine/drain",)]),
        ("engine/options.py", [("tests/unit/engine",)]),
        (
            "concerns/spn/writer.py",
            [
                *map(ELSEWHERE.get, ("concerns/spn", "concerns")),
                (DECISIONS, "-k", "spn/"),
                ("tests/unit/concerns/spn",),
            ],
        ),
        ("engine/fix.py", [("tests/unit/engine/test_fix.py",), ("tests/unit/engine",)]),
        (
            "concerns/site_acl/folders.py",
            [ELSEWHERE["concerns"], (DECISIONS, "-k", "site_acl/"), ("tests/unit/concerns/site_acl",)],
        ),
        (
            "facts/iis/bindings.py",
            [("tests/unit/facts/iis/test_bindings.py",), (DECISIONS,), ("tests/unit/facts/iis",)],
        ),
        (
            "facts/user_rights/rights.py",
            [("tests/unit/facts/user_rights/test_rights.py",), (DECISIONS,), ("tests/unit/facts/user_rights",)],
        ),
        ("node/own_connection.py", [("tests/winrm/test_own_connection.py",), ("tests/unit/node",)]),
    ],
)
def test_the_nearest_tests_come_first(file, expected):
    assert mirrors(file) == expected


def test_each_guard_has_tests():
    chosen = [tests for file in {guard.file for guard in every_guard()} for tests in mirrors(file)]
    assert [tests for tests in chosen if not (ROOT / tests[0]).exists()] == []
