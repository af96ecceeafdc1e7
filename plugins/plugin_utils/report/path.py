# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The verdict on a farm of the report: its findings, and what its concerns know of a ticket's path, as evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import sentence
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import WHOLE, Evidence, Seen, from_roles
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.ticket_path import Verdict, ticket_path
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.computer_report import states
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import Audits
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import step_of

Part = Mapping[str, Any]


def path_of(
    farm: Farm,
    own: Part,
    nodes: Mapping[str, Part],
    audits: Audits,
    asked: Sequence[Mapping[str, Any] | None],
    computers: Sequence[Part] = (),
    of_computers: Collection[Part] = (),
) -> Verdict:
    """own: the report's part on the farm as a whole. asked: the results of what was asked for it.

    computers: beside the nodes, as if they were nodes of the report. of_computers: what they know of the path. A path
    is drawn for none of them alone: what is found on one is of the farm as a whole.
    """
    whole = {role: known for result in asked for role, known in _roles(result).items()}
    here = {name: node for name, node in nodes.items() if node["in_run"]}
    evidence = Evidence(
        names=farm.names,
        virtual=tuple(map(str, farm.virtual_addresses)),
        own={node: tuple(map(str, addresses)) for node, addresses in farm.nodes.items()},
        seen=(
            *(seen for name, part in {WHOLE: own, **here}.items() for seen in _seen(name, part)),
            *(seen for one in computers if not one["problem"] for seen in _seen_on(one)),
        ),
        checked=_checked(own, here, states(computers)),
        unread={name: node["problem"] for name, node in here.items() if node["problem"]},
        left_out=tuple(name for name in nodes if name not in here),
        **from_roles(
            whole,
            {name: _roles(audits.get(name)) for name in here},
            of_computers,
        ),
    )
    return ticket_path(evidence, CONTROLS)


def _checked(own: Part, here: Mapping[str, Part], others: Mapping[str, State]) -> dict[str, dict[str, State]]:
    found = {
        name: {control: State(state) for control, state in part["controls"].items()}
        for name, part in {WHOLE: own, **here}.items()
    }
    return {**found, WHOLE: {**found[WHOLE], **others}}


def _roles(audit: Mapping[str, Any] | None) -> Mapping[str, Any]:
    return (audit or {}).get("path") or {}


def _seen(node: str, part: Part) -> Iterator[Seen]:
    for finding in part["findings"]:
        yield Seen(
            finding["control"],
            finding["subject"],
            State(finding["state"]),
            step_of(finding),
            node,
            sentence(finding),
            tuple(finding.get("about", ())),
            tuple(finding.get("commands", ())),
            tuple(finding.get("follows_from", ())),
            tuple(finding.get("undo", ())),
        )


def _seen_on(computer: Part) -> Iterator[Seen]:
    for seen in _seen(WHOLE, computer):
        name = computer["node"]
        yield replace(seen, subject=f"{seen.subject} on {name}", sentence=f"{name}: {seen.sentence}")


def first_cause(path: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """None where no cause was found, where nothing is known, and in a report of an older version."""
    causes: Sequence[Mapping[str, Any]] = path["causes"] if path else ()
    return causes[0] if causes else None


def works(farm: Part) -> bool:
    """Whether tickets have proved it in the run of this report."""
    return bool((farm.get("path") or {}).get("works"))
