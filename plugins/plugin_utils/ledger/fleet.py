# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report on a fleet: what the folder of the histories says of every farm. No node is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.current import current
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.files import found_in
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.unchecked import NOTHING
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AUDIT, AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import WORST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import SCHEMA
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status, worst


def fleet(
    folder: Path, about: AboutRun, now: datetime, overdue_days: int, concerns: Collection[str] | None = None
) -> tuple[dict[str, Any], store.Histories]:
    """concerns: those that are missed where the audits of a farm leave them out; all where it is not given.

    Raises ValueError where the folder holds no history.
    """
    do = "set kerberos_history to the folder that the audits have"
    try:
        every = found_in(folder)
    except OSError as error:
        raise ValueError(f"{folder} cannot be read: {error.strerror}; {do}") from None
    if not every:
        raise ValueError(f"{folder} holds no history of a farm; {do}")
    farms: list[dict[str, Any]] = []
    histories: store.Histories = {}
    not_looked_at: list[Mapping[str, Any]] = []
    for files in every:
        name = files.guess
        try:
            kept = store.load(files)
            name = kept.farm
            farm = current(kept, now, overdue_days, NAMES if concerns is None else concerns)
            histories[name] = kept.history()
            farms.append(kept.told(farm))
            not_looked_at += [one for one in (kept.report or {}).get("not_looked_at", ()) if one not in not_looked_at]
        except (ValueError, OSError) as error:
            farms.append(_unknown_farm(name, about, now, store.why(error)))
    return {
        "schema": SCHEMA,
        "run": about.run,
        "mode": about.mode,
        "version": about.version,
        "started": now.isoformat(timespec="seconds"),
        "time": now.isoformat(timespec="seconds"),
        "seconds": 0,
        "nodes_read": 0,
        "concerns": list(dict.fromkeys(concern for farm in farms for concern in farm["concerns"])),
        "status": worst(farm["status"] for farm in farms).value,
        "farms": farms,
        "not_looked_at": not_looked_at,
    }, histories


def failure(report: Mapping[str, Any], fails_on: Sequence[str]) -> str:
    """Why the run fails; empty where it does not."""
    failures = [f"farm {farm['name']}: {farm['problem']}" for farm in report["farms"] if farm["problem"]]
    for farm in report["farms"]:
        counts = {state: farm["counts"].get(state, 0) for state in fails_on}
        found = [
            f"{count} of {sum(farm['counts'].values())} checks: {state}" for state, count in counts.items() if count
        ]
        if not found and farm["status"] in (Status.NOT_FIXED, *fails_on):
            found = [farm["verdict"]]
        failures += [f"farm {farm['name']}: {one}" for one in found if not farm["problem"]]
    return f"{'; '.join(failures)} (see the report above)" if failures else ""


def _unknown_farm(name: str, about: AboutRun, now: datetime, problem: str) -> dict[str, Any]:
    return {
        "name": name,
        "names": [],
        "run": about.run,
        "mode": AUDIT,
        "time": now.isoformat(timespec="seconds"),
        "concerns": [],
        "status": Status.UNKNOWN.value,
        "problem": problem,
        "verdict": "nothing is known: its history cannot be used",
        "likely_causes": [],
        "path": None,
        "key_switch": None,
        "timeline": [],
        "counts": {state.value: 0 for state in WORST},
        **NOTHING,
        "nodes": [],
        **{kind.rows: [] for kind in KINDS},
        "waivers": [],
        "left_out": [],
        "ledger": None,
    }
