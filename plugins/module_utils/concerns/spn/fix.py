# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""From drift to what is written: settings are whether an account holds a name, on the controller that takes changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...facts.directory import write
from ...facts.directory.directory import Directory
from ...facts.directory.permitted import refusal
from ...model.call import Call
from ...model.finding import Finding, Key, Remedy, State
from .holders import accounts_with, held_on, in_catalog, on_controller
from .registrations import KEY, Checked
from .writer import Writer, irreversible

REPLICATED_WITHIN = 60  # seconds that the other domain controllers are waited for


class Held(Mapping[Key, Any]):
    """Setting -> whether it is so. An account that the search has not found does not have what was searched for."""

    def __init__(self, directory: Directory, controller: str) -> None:
        self._views = on_controller(directory, controller)
        self._searched = {name.lower() for name in directory.searched}

    def __getitem__(self, key: Key) -> Any:
        if len(key) != 3 or key[0] != KEY or (key[1].lower() not in self._searched):
            raise KeyError(key)
        return any(key[1].lower() == name.lower() for name in self._views.get(key[2], ()))

    def __iter__(self) -> Iterator[Key]:
        """Those that are held."""
        return iter([(KEY, name, sid) for sid, names in self._views.items() for name in names])

    def __len__(self) -> int:
        return sum(map(len, self._views.values()))


def planned(
    drift: Sequence[Finding], checked: Sequence[Checked], directory: Directory, writer: Writer
) -> list[Finding]:
    """Name by name: first what removes it, then what adds it. What is so already is not written once more."""
    wanted = {(finding.control, finding.subject) for finding in drift}
    found: dict[Key, Finding] = {}
    for one in (one for one in checked if (one.finding.control, one.finding.subject) in wanted):
        for step in one.steps:
            if held_on(directory, writer.controller, step) is not step.held:
                found.setdefault(
                    step.key,
                    Finding(
                        one.finding.control,
                        f"{step.service_principal} on {step.account.shown}",
                        State.DRIFT,
                        not step.held,
                        step.held,
                        step.key,
                        Remedy.FIX,
                        irreversible=irreversible([step], one.steps, directory, writer),
                    ),
                )
    return list(found.values())


def writes(changes: Sequence[Finding], directory: Directory, writer: Writer) -> list[Call]:
    """Raises ValueError where it must not be written."""
    if not writer.controller or writer.problem:
        raise ValueError(f"nothing was written: {writer.problem or 'no account that is to write is given'}")
    for change in changes:
        _check(change, directory)
    keys = [(change.key or ("", "", ""), bool(change.wanted)) for change in changes]
    names = {key[1].lower(): key[1] for key, _ in keys}
    ordered = sorted(keys, key=lambda one: (list(names).index(one[0][1].lower()), one[1]))
    arguments = {
        "controller": writer.controller,
        "changes": [{"account": sid, "service_principal": name, "held": held} for (_, name, sid), held in ordered],
        "expected": [
            {
                "service_principal": name,
                "on_controller": sorted(accounts_with(on_controller(directory, writer.controller), name)),
                "in_catalog": sorted(accounts_with(in_catalog(directory), name)),
            }
            for name in names.values()
        ],
        "seconds": REPLICATED_WITHIN,
    }
    return [Call(write.PAYLOAD, arguments)]


def _check(change: Finding, directory: Directory) -> None:
    key = change.key or ()
    if len(key) != 3 or key[0] != KEY:
        raise ValueError(f"no write can fix {change.control} {change.subject}")
    account = directory.by_sid(key[2])
    if account is None:
        return  # a former holder, which the writer looks at before it writes
    if why := refusal(key[1], bool(change.wanted), account.kind, account.name, account.host_name):
        raise ValueError(f"nothing was written: {why}")
