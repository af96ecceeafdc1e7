"""Every fault by the playbooks, on one node and on all: found, mended or reported, clean then, rolled back."""

from __future__ import annotations

import pytest

from lab.faults import FAULTS, Fault
from tests.playbooks.controller import Controller


@pytest.mark.parametrize("nodes", [("web2",), ("web1", "web2", "web3")], ids=["one node", "all nodes"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_fault(fault: Fault, nodes: tuple[str, ...], controller: Controller) -> None:
    controller.inject(fault.id, *nodes)
    first = controller.settings()
    nothing: dict[str, set[tuple[str, str]]] = {"web1": set(), "web2": set(), "web3": set()}
    expected = {node: fault.says_on_others(int(node.removeprefix("web"))) for node in nothing}
    expected |= {node: fault.says(int(node.removeprefix("web")), len(nodes) < 3) for node in nodes}

    audit = controller.play("playbooks/audit.yml")
    assert audit.said() == expected
    assert audit.changed() == 0
    assert controller.settings() == first
    assert audit.code == (0 if fault.read and fault.checked else 2), "what could not be checked makes the run fail"

    fix = controller.play("fix-kerberos.yml")
    mended = nothing if fault.mended else expected
    assert fix.said() == mended
    # A change that restarts anything comes between a drain and a start.
    steps = 1 if all(control.startswith("DNS-") for control, _ in fault.said) else 3
    assert fix.changed() == (len(nodes) * steps if fault.mended else 0)

    again = controller.play("fix-kerberos.yml")
    assert again.changed() == 0
    assert again.said() == mended

    back = controller.play("playbooks/rollback.yml")
    assert (controller.settings() == first) is fault.restored, back.output
    if fault.read:
        assert back.said() == (expected if fault.restored else nothing)
