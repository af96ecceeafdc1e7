"""The fix of pc1 of the lab and its rollback, as client_fix and client_rollback do it, by the emulation."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    EVERY_CONCERN,
    FIXED_OF_CLIENT,
    farm_of,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.client_task import fix_client, undo_client
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import emulation, intranet
from lab.concerns.browser_policy.state import USER
from lab.node_files import NodeState
from tests.client_states import without_policy

BOTH = ("ZONE-1", "ZONE-2")
VALUES = 3  # that a fix of both writes there
NOW = "2026-01-31T08:00:00+00:00"


class ClientInProcess:
    """pc1 of the lab. cut: the next write ends after so many calls, and after so many values of the last of these."""

    def __init__(self, *farms: Farm) -> None:
        self.farms = farms or (farm_of(intranet.description(1)),)
        self.state = without_policy()
        for one in self.user["values"]:
            one["data"] = {"EnableNegotiate": 0, "1A00": 0x10000}.get(one["name"], one["data"])
        self.first = self.settings()
        self.cut: tuple[int, int] | None = None

    @property
    def user(self) -> dict[str, Any]:
        hives: list[dict[str, Any]] = self.state["browser_policy"]["hives"]
        return next(hive for hive in hives if hive["sid"] == USER)

    def settings(self) -> NodeState:
        return copy.deepcopy({name: part for name, part in self.state.items() if name not in ("journal", "lease")})

    def ask(self, calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        if stop and self.cut and any(call.payload == "write_browser_policy" for call in calls):
            (whole, values), self.cut = self.cut, None
            last = calls[whole]
            if values:
                last = replace(last, arguments={"values": last.arguments["values"][:values]})
            self._answer([*calls[:whole], *([last] if values else [])], stop)
            raise NodeError("no answer came in time")
        return self._answer(calls, stop)

    def _answer(self, calls: Sequence[Call], stop: bool) -> exchange.Reply:
        stdin = exchange.request(calls, (), scripts(), stop, "PC1")
        stdout, self.state = self.carry_out(stdin)
        return exchange.reply(stdout, b"", calls, stop, (), None, "PC1")

    def carry_out(self, stdin: bytes) -> tuple[bytes, NodeState]:
        """What the client prints, and its state then."""
        return emulation.answer(stdin, self.state)

    def fix(self, run: str = "run-1", controls: Sequence[str] = BOTH) -> dict[str, Any]:
        return fix_client(FIXED_OF_CLIENT, self.farms, "pc1", controls, self.ask, self._run(run))

    def undo(self, *runs: str, by: str = "run-9") -> dict[str, Any]:
        return undo_client(runs, self.ask, self._run(by), EVERY_CONCERN)

    def _run(self, run: str) -> Run:
        return Run(run, NOW, pause=lambda seconds: self.state["lease"].update(run=None, until=None))


def by_place(state: NodeState) -> dict[Any, Any]:
    """The values of the registry, which have no order."""
    return {
        (hive["sid"], one["key"].casefold(), one["name"].casefold()): one["data"]
        for hive in state["browser_policy"]["hives"]
        for one in hive["values"]
    }
