"""How far a node's clock is ahead, by the time that its answer has."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.clock_of_node import clock

EIGHT = 1769846400.0  # 2026-01-31 08:00:00 UTC


@pytest.mark.parametrize(
    ("said", "before", "after", "ahead", "within"),
    [
        ("2026-01-31 08:00:00", EIGHT, EIGHT, 0.5, 0.5),
        ("2026-01-31 08:07:00", EIGHT, EIGHT, 420.5, 0.5),
        ("2026-01-31 07:53:00", EIGHT, EIGHT, -419.5, 0.5),
        ("2026-01-31 08:00:10", EIGHT, EIGHT + 20.0, 0.5, 10.5),
    ],
)
def test_it_is_as_exact_as_the_node_was_quick(said, before, after, ahead, within):
    found = clock("web1", said, before, after)
    assert (found.problem, found.node, found.ahead, found.within) == ("", "web1", ahead, within)


def test_what_is_no_time_is_not_compared():
    found = clock("web1", "8 o'clock", EIGHT, EIGHT)
    assert (found.problem, found.ahead) == ("the time that the farm's first node tells is no time: 8 o'clock", None)
