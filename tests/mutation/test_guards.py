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
    "body",
    [
        "if node.gone:\n    raise ValueError",
        "if node.gone:\n    return 'it is gone'",
        "if node.gone:\n    yield f'{node} is gone'",
        "if node.gone:\n    return 'it is gone: ' + why",
        "if node.error:\n    return str(node.error)",
        "if node.error:\n    return unread(plan, str(node.error))",
        "if why := node.why():\n    return why",
        "if why := node.why():\n    return unread(plan, f'gone: {why}')",
        "for node in farm:\n    if node.gone:\n        reasons.append(f'{node} is gone')\n        continue",
        "if node.gone:\n    yield Lack(f'{node} is gone')\n    return",
    ],
)
def test_a_reason_may_be_given_in_many_ways(body):
    assert len(list(in_text("a.py", body))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "if node.known:\n    return ''",
        "if node.known:\n    return node",
        "if node.known:\n    return Finding('DNS-1', node)",
        "if node.known:\n    return str(node)",
        "if node.known:\n    names.append(node)",
        "if node.known:\n    found = f'{node}'",
        "for node in farm:\n    if node.known:\n        continue",
        "if TYPE_CHECKING:\n    from ..farm import Farm",
    ],
)
def test_what_only_decides_is_no_guard(body):
    assert list(in_text("a.py", body)) == []


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (1, 'if "ö" in ü and (\n        node.gone\n    ):', 'if ("ö" in ü and (\n        node.gone\n    )) and False:'),
        (2, "if node.stopped:", "if (node.stopped) and False:"),
        (3, "elif node.away:", "elif (node.away) and False:"),
    ],
)
def test_a_guard_that_is_switched_off_is_never_met(number, before, after):
    guard = list(in_text("a.py", TEXT))[number - 1]
    assert guard.switched_off(TEXT) == TEXT.replace(before, after)


def test_the_engine_has_guards():
    assert {guard.function for guard in every_guard() if guard.file == "engine/drain/decision.py"} >= {"may_drain"}
