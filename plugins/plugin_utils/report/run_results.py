# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the tasks of a run have registered for the nodes of its farms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_order import fix_order
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import SWITCH
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.of_hosts import Variables
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import (
    FAILED_OF_FARM,
    RESULTS_OF_FARM,
    Fixing,
    fixing_of,
    fixing_of_farm,
    latest_audit,
    not_serving,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE

PLAN = "kerberos_plan"  # of a rollback
Audits = Mapping[str, Mapping[str, Any] | None]  # node -> the audit task's result; None: not audited in this run


@dataclass(frozen=True)
class RunResults:
    """fixed: in the order of the fix; the farm as a whole is WHOLE there, where the run is about it.

    down: the nodes that do not serve, and those that this run has started and that are not known to; and why.
    """

    audits: Audits
    fixed: Mapping[str, Fixing]
    down: Mapping[str, str]

    @property
    def not_fixed(self) -> set[str]:
        return {*self.down, *(node for node, fixing in self.fixed.items() if fixing.failure)}

    @property
    def written(self) -> set[str]:
        """The nodes on which something was written, or may have been; WHOLE for the directory and DNS."""
        return {node for node, fixing in self.fixed.items() if fixing.wrote}


def run_results(
    farms: Sequence[Farm],
    known: Variables,
    concerns: Sequence[Concern],
    run: str,
    how: Invocation,
    check: bool = False,
    serving: bool = False,
) -> RunResults:
    """known: the variables of the hosts. serving: whether a node that does not serve is told; not in check mode.

    Where the directory is written, the run has one farm.
    """
    drains = {node: farm.drain for farm in farms for node in farm.nodes}
    audits = {node: _of(concerns, latest_audit(known.get(node))) for node in drains}
    whole = next((own for own in known.values() if _is_of_farm(own)), None)
    later = _after_names(whole or {})
    nodes = _in_order(drains, audits)
    fixed = {node: fixing_of(known.get(node), check, drains[node], run, how) for node in nodes if node not in later}
    if whole is not None:
        fixed[WHOLE] = fixing_of_farm(whole, check, run, how)
    fixed |= {node: fixing_of(known.get(node), check, drains[node], run, how) for node in nodes if node in later}
    return RunResults(audits, fixed, _down(audits, known) if serving and not check else {})


def _after_names(variables: Mapping[str, Any]) -> set[str]:
    """The nodes that a fix, or a rollback, changes after the directory."""
    switch, plan = variables.get(SWITCH) or {}, variables.get(PLAN) or {}
    return set(plan.get("rest") or ()) if plan else set(switch.get("after") or ())


def _is_of_farm(variables: Mapping[str, Any]) -> bool:
    """Whether it is of the host that has written the directory or DNS, or would have."""
    return any(name in variables for name in (FAILED_OF_FARM, *RESULTS_OF_FARM))


def _of(concerns: Sequence[Concern], audit: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """A proof audits all concerns, whatever the run was asked for."""
    if audit is None or "findings" not in audit:
        return audit
    controls = identifiers([control for concern in concerns for control in concern.CONTROLS])
    return {
        **audit,
        "findings": [finding for finding in audit["findings"] if finding["control"] in controls],
        **{
            name: {control: value for control, value in audit.get(name, {}).items() if control in controls}
            for name in ("counts", "not_applicable")
        },
    }


def _in_order(nodes: Iterable[str], audits: Audits) -> list[str]:
    """Of a fix; then the nodes that it does not change."""
    first = fix_order({node: audit for node, audit in audits.items() if audit})
    return [*first, *(node for node in nodes if node not in first)]


def _down(audits: Audits, known: Variables) -> dict[str, str]:
    return {node: why for node, audit in audits.items() if audit and (why := not_serving(audit, known.get(node) or {}))}
