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
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.of_hosts import Variables
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import (
    Fixing,
    fixing_of,
    latest_audit,
    not_serving,
)

Audits = Mapping[str, Mapping[str, Any] | None]  # node -> the audit task's result; None: not audited in this run


@dataclass(frozen=True)
class RunResults:
    """fixed: in the order of the fix. down: the nodes that do not serve, and those that this run has started and that
    are not known to; and why.
    """

    audits: Audits
    fixed: Mapping[str, Fixing]
    down: Mapping[str, str]

    @property
    def not_fixed(self) -> set[str]:
        return {*self.down, *(node for node, fixing in self.fixed.items() if fixing.failure)}

    @property
    def written(self) -> set[str]:
        """The nodes on which something was written, or may have been."""
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
    """known: the variables of the hosts. serving: whether a node that does not serve is told; not in check mode."""
    drains = {node: farm.drain for farm in farms for node in farm.nodes}
    audits = {node: _of(concerns, latest_audit(known.get(node))) for node in drains}
    fixed = {node: fixing_of(known.get(node), check, drains[node], run, how) for node in _in_order(drains, audits)}
    return RunResults(audits, fixed, _down(audits, known) if serving and not check else {})


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
