"""What facts and concerns carry of the lab is found where it lies, and each of it has one owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab import healthy, parts
from lab.faults import BY_NAME, FAULTS

LAB = Path(parts.__file__).parent
BASE = ("computer", "lease", "journal")  # of a node without any concern


def test_a_concern_that_lies_in_its_folder_is_part_of_the_lab() -> None:
    concerns = {path.parent.name for path in LAB.glob("concerns/*/*.py")}
    assert len(concerns) >= 5
    found = {module.__name__.split(".")[2] for module in parts.found("concerns/*/*.py")}
    assert found == concerns


def test_a_healthy_node_has_every_part() -> None:
    assert set(healthy.node(1)) == {*BASE, *healthy.STATE}
    assert len(healthy.STATE) >= 9


def test_a_part_comes_behind_the_one_that_it_is_laid_over() -> None:
    keys = list(healthy.node(1))
    for after in ("authentication", "process_activation"):
        assert keys.index("iis") < keys.index(after)


def test_a_key_with_two_owners_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^read_iis is in lab\.one and in lab\.other: it needs one owner$"):
        parts.joined([("lab.one", {"read_iis": 1}), ("lab.other", {"read_iis": 2})])


def test_two_faults_of_one_name_are_refused() -> None:
    fault = FAULTS[0]
    with pytest.raises(ValueError, match=f"^{fault.name} is in "):
        parts.joined([(name, {fault.name: fault}) for name in ("one", "other")])


@pytest.mark.parametrize("module", parts.found(*parts.FAULTS), ids=lambda module: module.__name__)
def test_a_fault_is_named_after_the_concern_in_whose_folder_it_lies(module) -> None:  # type: ignore[no-untyped-def]
    concern = module.__name__.split(".")[2]
    assert module.FAULTS
    for fault in module.FAULTS:
        assert fault.name.startswith(f"{concern}/")
        assert BY_NAME[fault.name] is fault
