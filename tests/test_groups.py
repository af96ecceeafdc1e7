"""Tests of a group run in one process: what their module makes for all of them is made once."""

from __future__ import annotations

import os

import pytest


@pytest.mark.xdist_group("of this test")
def test_where_processes_share_tests_a_group_is_behind_a_tests_name(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@of this test") is ("PYTEST_XDIST_WORKER" in os.environ)
