"""The farm's service principal names are fixed and rolled back over real connections; the node is emulated."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.spn import concern as spn
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import fix_farm, undo_of_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.patience import Clock
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask

from lab.directory import accounts, healthy
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState
from lab.directory.forest import FOREST, ROOT
from lab.intranet import DOMAIN
from tests.faults.directory_in_process import NODES, USER, directory
from tests.unit.emulated_node import EmulatedNode

Broken = Callable[[DirectoryState, int], None]
WRITER, WRITER_SID, PASSWORD = "svc-writer", f"{DOMAIN}-1190", "canary <&>'\" % 2"
TIMES = {"run-1": "2026-01-31T08:00:00+00:00", "run-2": "2026-01-31T09:00:00+00:00"}


class NamesInProcess:
    """A directory with these faults, in which an account of its own may write the names of all accounts but some.

    catalog: the domain controller whose global catalog is asked.
    """

    def __init__(
        self, *inject: Broken, without: Sequence[str] = (), requests: Sequence[str] = (), catalog: str = "dc1"
    ) -> None:
        self.node = EmulatedNode()
        self.ask: Ask = self.node.ask
        self._lab = directory().lab
        described = directory().farm
        where = replace(
            described.directory, global_catalogs=(f"{self._lab.addresses[catalog]}:{self._lab.ports.catalog}",)
        )
        self.farm = replace(described, on_request=tuple(requests), directory=where)
        self.at = 0.0  # seconds of the clock, which stands still but for pauses
        state = healthy.directory(NODES)
        state["objects"][f"CN={WRITER},CN=Users,{ROOT}"] = accounts.user(WRITER, WRITER_SID, FOREST)
        state["passwords"][WRITER] = PASSWORD
        for change in inject:
            change(state, 0)
        state["writers"] = {name: [WRITER_SID] for name in state["objects"] if name not in without}
        self.state = state

    @property
    def state(self) -> DirectoryState:
        return self._lab.directory.file.read()

    @state.setter
    def state(self, state: DirectoryState) -> None:
        self._lab.directory.file.write(state)

    def held(self) -> dict[str, list[str]]:
        """Account -> its names, of those that have any of HTTP/ or HTTPS/."""
        found = {name: sorted(one.get(SPNS, [])) for name, one in self.state["objects"].items()}
        return {name: of for name, names in found.items() if (of := [n for n in names if n.lower().startswith("http")])}

    def given(self, writes: bool = True) -> Given:
        given = Given(USER, self._lab.password)
        return replace(given, writer_user=WRITER, writer_password=PASSWORD) if writes else given

    def fix(self, run: str = "run-1", *, check: bool = False, **options: Any) -> dict[str, Any]:
        this = Run(run, TIMES[run], check, pause=self._pause)
        given = self.given(options.pop("writes", True))
        return fix_farm(self.farm, spn, self.ask, given, this, clock=self.clock, **options)

    def undo(self, *runs: str) -> list[Outcome]:
        this = Run("run-3", "2026-01-31T10:00:00+00:00", pause=self._pause)
        return undo_of_farm(self.farm, runs, self.ask, self.given(), this, EVERY_CONCERN, clock=self.clock)

    def reported(self) -> set[tuple[str, str, str]]:
        """Control, subject and state of what is not as it should be, to an ordinary user."""
        found = audit_farm(self.farm, [spn], EmulatedNode().ask, self.given(writes=False))["findings"]
        return {(f["control"], f["subject"], f["state"]) for f in found}

    def kept(self) -> tuple[DirectoryState, Any]:
        return self.state, copy.deepcopy(self.node.state)

    def again(self, kept: tuple[DirectoryState, Any]) -> None:
        self.state, self.node.state = kept[0], copy.deepcopy(kept[1])

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, self._pause)

    def _pause(self, seconds: float) -> None:
        self.at += seconds
