"""The table of what is caught, and what the command names when it ends with 1."""

from tests.mutation.controls import Outcome
from tests.mutation.guards import Guard
from tests.mutation.table import not_caught, page

CONTROLS = [Outcome("NLB-1", 3, ("load_balancing/one",), 2, ())]
GUARDS = [
    (Guard("farm/fields.py", "nodes", 1, (1, 0), (1, 5)), True),
    (Guard("farm/fields.py", "drain", 1, (9, 0), (9, 5)), False),
    (Guard("node/exchange.py", "reply", 2, (3, 0), (3, 5)), True),
]


def test_the_page_counts_control_by_control_and_file_by_file():
    rows = [line for line in page(CONTROLS, GUARDS).splitlines() if line.startswith("|")]
    assert rows == [
        "| control | cases that declare it | caught | faults that declare it | caught |",
        "| --- | --- | --- | --- | --- |",
        "| NLB-1 | 3 | 2 | 2 | 2 |",
        "| file | guards | caught by the tests that mirror it |",
        "| --- | --- | --- |",
        "| `farm/fields.py` | 2 | 1 |",
        "| `node/exchange.py` | 1 | 1 |",
        "| all | 3 | 2 |",
    ]


def test_what_is_not_caught_is_named():
    assert not_caught(CONTROLS, GUARDS) == ["NLB-1: load_balancing/one holds without it", "farm/fields.py drain 1"]
    assert not_caught([], GUARDS[:1]) == []


def test_the_page_ends_with_what_is_not_caught():
    assert page(CONTROLS, GUARDS).endswith(
        "\nNot caught:\n\n- `NLB-1: load_balancing/one holds without it`\n- `farm/fields.py drain 1`\n"
    )
    assert "Not caught" not in page([], GUARDS[:1])
