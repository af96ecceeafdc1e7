"""Every case of every concern: tests/decisions/<concern>/<sentence>.json, in the form of tests/decisions/case.py."""

import pytest

from tests.decisions import case as cases
from tests.decisions import checks


@pytest.mark.parametrize("check", checks.ALL, ids=lambda check: check.__name__)
@pytest.mark.parametrize("path", cases.files(), ids=cases.sentence)
def test_a_case_holds(path, check):
    check(cases.read(path))
