# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Recordings of nodes on the controller, in the folders that the tests have: <concern>/<node>.json."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import face
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import PRIVATE, write_file
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import Computer
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions import asked
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions.asked import Answered
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.recording import recorded

ANSWERS = "preflight"  # the folder beside those of the concerns
ONE_FARM = re.compile(r"-farm-[0-9]+$")  # behind the name of a computer that is of several


def folder(given: str | None) -> Path | None:
    """From the option recording. Raises ValueError, to be shown to the user."""
    if given is None:
        return None
    if not Path(given).is_dir():
        raise ValueError(f"recording: {given} is not a folder on the controller; create it first")
    return Path(given)


@dataclass(frozen=True)
class Recorder:
    """name: of the file. names: of all nodes, and of a computer beside them, to be masked with everything else.

    None: nothing is masked.
    """

    folder: Path
    name: str
    names: tuple[str, ...] | None

    def keep(self, reading: Reading, node: Mapping[str, Any]) -> str:
        """Records a reading. A sentence with the file, or with the reason why there is none."""
        what = face(reading.plan.concern)
        if reading.problem:
            return f"{what} was not recorded: it could not be read"
        try:
            found = recorded(reading, self._known(node))
        except ValueError as error:
            return f"{what} was not recorded: {error}"
        return self._kept(what, found)

    def keep_answers(self, answered: Sequence[Answered], node: Mapping[str, Any]) -> str:
        """Records the answers to preflight's questions, which belong to no concern."""
        try:
            found = asked.recorded(answered, self._known(node))
        except ValueError as error:
            return f"{ANSWERS} was not recorded: {error}"
        return self._kept(ANSWERS, found)

    def _known(self, node: Mapping[str, Any]) -> Sequence[str] | None:
        return None if self.names is None else (node["computer_name"], node["domain"], *self.names)

    def _kept(self, what: str, found: Mapping[str, Any]) -> str:
        path = self.folder / what / f"{file_name(self.name)}.json"
        # Readable by its owner alone: masked or not, it shows how a node is configured.
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_file(path, json.dumps(found, indent=1) + "\n", PRIVATE)
        return f"{what} was recorded in {path}" + (", with all names and addresses" if self.names is None else "")


def of_computer(given: Path, masked: bool, computer: Computer, farm: Farm, host: str, hosts: Sequence[str]) -> Recorder:
    """For what is read for one of its farms, counted as it is described where there are several.

    host: its name in the inventory. hosts: all of them there, of which the position is one that no --limit changes.
    """
    name = f"{computer.kind.name.replace(' ', '-')}-{hosts.index(host) + 1}" if masked else host
    if len(computer.farms) > 1:
        name += f"-farm-{computer.farms.index(farm.name) + 1}"
    return Recorder(given, name, (host, *farm.nodes) if masked else None)
