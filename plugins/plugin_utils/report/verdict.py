# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is said of a farm in one sentence, and which of its findings may be why tickets fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number, some
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE

STEPS = {control.id: control.step for control in CONTROLS}
TRACES = {control.id for control in CONTROLS if control.trace}
BY_WORD = {step.word: step for step in Step}
EXCEPTED = {
    State.WAIVED: "waived",
    State.WAIVED_UNKNOWN: "waived that could not be checked",
    State.PENDING: "pending",
}


WORKS = "Kerberos works: every node and every virtual address has accepted a ticket for every name in this run"
VERBS = {"proved": "fail", "implied": "can fail", "possible": "may fail"}


class Part(StrEnum):
    """Where the report has a finding."""

    LIKELY = "likely causes"
    TRACE = "traces in logs"
    LATENT = "may lead to a fault later"
    UNKNOWN = "could not be checked"
    PENDING = "pending"
    WAIVED = "waived"


PARTS = {
    State.UNKNOWN: Part.UNKNOWN,
    State.PENDING: Part.PENDING,
    State.WAIVED: Part.WAIVED,
    State.WAIVED_UNKNOWN: Part.WAIVED,
}


def step_of(finding: Mapping[str, Any]) -> Step:
    """Of the ticket's path: the finding's own one, or that of its control."""
    return BY_WORD[finding["step"]] if "step" in finding else STEPS.get(finding["control"], Step.LATENT)


def part_of(finding: Mapping[str, Any]) -> Part:
    state = State(finding["state"])
    if state is State.DRIFT and finding["control"] in TRACES:
        return Part.TRACE
    if state is State.DRIFT:
        return Part.LATENT if step_of(finding) is Step.LATENT else Part.LIKELY
    return PARTS[state]


def likely_causes(path: Mapping[str, Any]) -> list[str]:
    """The controls, the first broken step of the ticket's path first."""
    return list(dict.fromkeys(cause["control"] for cause in path["causes"]))


def verdict(
    nodes: Sequence[Mapping[str, Any]],
    counts: Mapping[str, int],
    missing: Sequence[str],
    path: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]] = (),
) -> str:
    """One sentence. counts: state -> how many controls of all nodes are in it. missing: what the description leaves
    out. others: computers beside the nodes, as if they were nodes. "Kerberos works" only where every node and every
    virtual address has accepted a ticket for every name.
    """
    here = [node for node in nodes if node["in_run"]]
    said = [*_works(path), *_causes(here, path), *_traces([*here, *others])]
    said += [*_latent(here, path), *_unknown(here, counts)]
    if not said or said == [WORKS]:
        checked = "everything that was checked" + ("" if len(here) == len(nodes) else f" on {_names(here)}")
        excepted = [f"{counts[state]} {words}" for state, words in EXCEPTED.items() if counts.get(state)]
        said += [f"{checked} is as described" + (f", except {' and '.join(excepted)}" if excepted else "")]
    said += [f"{what} was not looked at" for what in missing]
    away = [node for node in nodes if not node["in_run"]]
    if away:
        said.append(f"nothing is known of {_names(away)}, not in this run")
    return "; ".join(said)


def _works(path: Mapping[str, Any]) -> list[str]:
    return [WORKS] if path.get("works") else []


def _causes(nodes: Sequence[Mapping[str, Any]], path: Mapping[str, Any]) -> list[str]:
    causes = likely_causes(path)
    if not causes:
        return []
    # Of the farm as a whole: wherever a path is drawn that is broken.
    of_farm = any(not cause["nodes"] for cause in path["causes"])
    names = {node for cause in path["causes"] for node in cause["nodes"]}
    names |= {node for one in path["paths"] if of_farm and one["broken"] for node in one["nodes"]}
    on = [node for node in nodes if node["node"] in names]
    real = [node for node in nodes if node["node"] != WHOLE]
    where = "on every node" if len(on) == len(real) > 1 else f"on {_names(on)}" if on else _for_some(path["paths"])
    verb = f"{VERBS[path['causes'][0]['sure']]}{_with_names(path['paths'])}"
    words = f"{number(len(causes), 'likely cause', 'likely causes')} ({', '.join(causes)})"
    return [" ".join(filter(None, ("tickets", verb, where))) + f": {words}"]


def _with_names(paths: Sequence[Mapping[str, Any]]) -> str:
    """Where only some of the farm's names do not lead to tickets that are accepted."""
    broken = dict.fromkeys(name for one in paths if one["broken"] for name in one["names"])
    every = {name for one in paths for name in one["names"]}
    return f" for {some(list(broken))}" if broken and set(broken) < every else ""


def _for_some(paths: Sequence[Mapping[str, Any]]) -> str:
    """Where what breaks leads to no node: other names, or other DNS servers, may lead to the nodes all the same."""
    broken = [one for one in paths if one["broken"]]
    return "for some clients" if broken and len(broken) < len(paths) else ""


def _traces(nodes: Sequence[Mapping[str, Any]]) -> list[str]:
    """What was logged is no cause, and is no proof that it still happens."""
    found = {finding["control"] for finding in _of_part(nodes, Part.TRACE)}
    return [f"logs have traces of failed logons ({', '.join(sorted(found))})"] if found else []


def _latent(nodes: Sequence[Mapping[str, Any]], path: Mapping[str, Any]) -> list[str]:
    found = {finding["control"] for finding in _of_part(nodes, Part.LATENT)}
    controls = [*(control for control in STEPS if control in found), *sorted(found - set(STEPS))]
    if not controls:
        return []
    none = [] if path["causes"] else ["nothing was found that makes a ticket fail now"]
    return [*none, f"{', '.join(controls)} may lead to a fault later"]


def _unknown(nodes: Sequence[Mapping[str, Any]], counts: Mapping[str, int]) -> list[str]:
    unread = [node for node in nodes if node["problem"]]
    if len(unread) == len(nodes):
        return ["no node could be read"]
    said = [f"{_names(unread)} could not be read"] if unread else []
    rest = counts.get(State.UNKNOWN, 0) - sum(len(node["controls"]) for node in unread)
    if rest > 0:
        of = sum(counts.values()) - sum(len(node["controls"]) for node in unread)
        said.append(f"{rest} of {of} checks {'on the others ' if unread else ''}could not be made")
    return said


def _names(nodes: Sequence[Mapping[str, Any]]) -> str:
    return some([node["node"] for node in nodes])


def _of_part(nodes: Sequence[Mapping[str, Any]], part: Part) -> list[Mapping[str, Any]]:
    return [finding for node in nodes for finding in node["findings"] if part_of(finding) is part]
