"""Which conditions are guards, and what switching one off makes of a file."""

import pytest

from tests.mutation.guards import every_guard, in_text

TEXT = """
def read(node, ü):
    if "ö" in ü and (
        node.gone
    ):
        raise ValueError("gone")
    if node.stopped:
        return f"{node} is stopped"
    elif node.away:
        return "it is away"
    if node.known:
        return ""
    if node.asked:
        yield "asked"
    return node
"""


def test_what_refuses_or_gives_a_reason_is_a_guard():
    assert [str(guard) for guard in in_text("a.py", TEXT)] == [f"a.py read {number}" for number in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (1, 'if "ö" in ü and (\n        node.gone\n    ):', "if False:"),
        (2, "if node.stopped:", "if False:"),
        (3, "elif node.away:", "elif False:"),
    ],
)
def test_a_guard_that_is_switched_off_is_never_met(number, before, after):
    guard = list(in_text("a.py", TEXT))[number - 1]
    assert guard.switched_off(TEXT) == TEXT.replace(before, after)


def test_the_engine_has_guards():
    assert {guard.function for guard in every_guard() if guard.file == "engine/drain/decision.py"} >= {"may_drain"}
