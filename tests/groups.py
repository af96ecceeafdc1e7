"""Tests of one group stay in one worker: --dist loadgroup.

pytest-xdist 3.8 writes the group into a field of a test that pytest 9.2 does not read any more, so that tests of a
group go to several workers, and each of these starts what they share.
"""

from __future__ import annotations

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With the identifier that pytest-xdist reads: its end is the group."""
    if not config.getoption("loadgroup", False):
        return
    for item in items:
        groups = [str(mark.args[0]) for mark in item.iter_markers("xdist_group")]
        end = f"@{groups[0]}" if groups else ""
        if not item.nodeid.endswith(end):
            item._id = type(item._id).parse(item.nodeid + end)
