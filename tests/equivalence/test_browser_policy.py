"""A client is fixed and rolled back by the payloads as by the emulation, and a killed run is finished alike."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.faults.client_fix_in_process import ClientInProcess, by_place
from tests.payloads.exchange import run


class ClientInPowerShell(ClientInProcess):
    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    def carry_out(self, stdin: bytes) -> tuple[bytes, NodeState]:
        result = run(self.engine, self.state, stdin)
        assert result.stderr == ""
        return result.stdout.encode(), result.state


def fixed_and_undone(client: ClientInProcess, cut: tuple[int, int] | None) -> list[object]:
    """What is told of each step, and the values between."""
    runs = ["run-1"]
    if cut:
        client.cut = cut
        with pytest.raises(NodeError):
            client.fix("run-1")
        runs.append("run-2")
    result = client.fix(runs[-1])
    between = by_place(client.settings())
    back = client.undo(*runs)
    assert by_place(client.settings()) == by_place(client.first)
    return [result["changes"], result["diff"], between, back["changes"], back["conflicts"]]


@pytest.mark.parametrize("cut", [None, (2, 0), (2, 2)], ids=str)
def test_a_client_is_fixed_and_rolled_back_alike(cut: tuple[int, int] | None, engine: Engine) -> None:
    assert fixed_and_undone(ClientInPowerShell(engine), cut) == fixed_and_undone(ClientInProcess(), cut)
