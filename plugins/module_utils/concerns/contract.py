# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The interface of a concern: calls to payloads, answers, and findings.

A concern is a Python module with three pure functions (and what goes with them, see Concern):

    reads(intent) -> calls                what to ask the node
    findings(answers, intent) -> list     what was found, compared with what is expected
    writes(changes, ...) -> calls         how to remove the difference

A concern is about a node, about a client or a domain controller, or about the whole farm (SCOPE): what the directory
and DNS have is the same for every node.
The calls of a farm's concern go to its first node and, in Python, to domain controllers and DNS servers.

Everything else follows from findings and is written once, in the driver: audit stops there; check mode and diff show
them; fix journals and writes the drift, then reads again; rollback writes the inverse of the journal's findings; the
farm's verdict and the reports collect them. A read that failed, or an answer that does not look as expected, never
reaches findings: the driver makes it "could not check" for every control of the concern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ..farm import computer
from ..model.call import Call
from ..model.controls import Control
from ..model.finding import Finding, Key
from ..model.masks import Mask

if TYPE_CHECKING:
    from ..farm.description import Farm


# SCOPE: what a concern is asked of, and what its findings are about
NODE, FARM = "node", "farm"
CLIENT, DOMAIN_CONTROLLER = (kind.name for kind in computer.KINDS)

NO_SECRETS: Mapping[str, Any] = {}
NO_IMPACT = "nothing: this concern writes nothing"


def one_change_per_finding(
    drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Any
) -> list[Finding]:
    """planned, where each finding is about a separate setting."""
    return list(drift)


def current_values(findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Any) -> dict[Key, Any]:
    """settings, where the findings themselves hold the values."""
    return {finding.key: finding.found for finding in findings if finding.key}


def values_equal(one: Any, other: Any) -> bool:
    """same, where only equal values mean the same."""
    return bool(one == other)


def always_applicable(intent: Any) -> str:
    """not_applicable, where the concern applies to every node."""
    return ""


def writes_nothing(
    changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]
) -> list[Call]:
    """writes, where the concern only reads."""
    for finding in changes:
        raise ValueError(f"no write can fix {finding.control} {finding.subject}")
    return []


def no_view(answers: Sequence[Mapping[str, Any]], intent: Any) -> dict[str, Any]:
    """view, where nothing is compared between nodes, as of a farm as a whole."""
    return {}


def no_agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    """agreement, where nothing is compared between nodes."""
    return {}


def no_path(answers: Sequence[Mapping[str, Any]], intent: Any) -> dict[str, Any]:
    """path, where the concern knows nothing that the path of a ticket is drawn from."""
    return {}


class Concern(Protocol):
    """What the driver, the actions and the report expect of a concern's module."""

    @property
    def NAME(self) -> str:  # noqa: N802  # constants of a module, read-only for the type checker
        """Of the module, the role, the action, the payloads and the document."""

    @property
    def SCOPE(self) -> str:  # noqa: N802
        """NODE: it is asked of each node. FARM: once for the whole farm. CLIENT, DOMAIN_CONTROLLER: of each one, for
        each of its farms.
        """

    @property
    def CONTROLS(self) -> Sequence[Control]:  # noqa: N802
        """Answered by findings, node by node or for the whole farm."""

    @property
    def FARM_CONTROLS(self) -> Sequence[Control]:  # noqa: N802
        """Answered by agreement, from the views of all nodes."""

    @property
    def RECYCLES(self) -> bool:  # noqa: N802
        """Whether a write may restart applications or worker processes, so that the node is drained for it."""

    @property
    def IMPACT(self) -> str:  # noqa: N802
        """What users notice of a write, as text."""

    @property
    def ARGUMENT_SPEC(self) -> Mapping[str, Any]:  # noqa: N802
        """Of the concern's module, without the options that all concerns share."""

    @property
    def SECRETS(self) -> Mapping[str, Any]:  # noqa: N802
        """Options of the module that are passed to writes only: never to a journal, an intent or a log."""

    @property
    def SECRET_VARIABLES(self) -> Mapping[str, str]:  # noqa: N802
        """Option in SECRETS -> the variable of the playbooks that a fix takes it from."""

    @property
    def SHAPES(self) -> Mapping[str, Any]:  # noqa: N802
        """Payload -> shape of its answer, see shape.py."""

    @property
    def WRITES(self) -> Sequence[str]:  # noqa: N802
        """The payloads that a fix of this concern may need."""

    @property
    def MASKING(self) -> Mapping[str, Mask]:  # noqa: N802
        """Field of the arguments or answers -> how it is masked in a recording; see preflight/masking."""

    @property
    def Intent(self) -> Any:  # noqa: N802
        """A class; Intent.from_arguments(arguments) raises ValueError with the message to show."""

    def arguments(self, farm: Farm, node: str) -> dict[str, Any]:
        """The module's arguments for one node, from the farm's description. node: "" where it is about the farm."""

    def not_applicable(self, intent: Any) -> str:
        """Why the concern is not applicable with this intent, as text; empty where it is. Then nothing is read."""

    def reads(self, intent: Any) -> list[Call]: ...

    def findings(self, answers: Sequence[Mapping[str, Any]], intent: Any) -> list[Finding]: ...

    def planned(self, drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Any) -> list[Finding]:
        """What a fix of this drift writes: a finding for each setting, with its values before and after."""

    def settings(
        self, findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Any
    ) -> Mapping[Key, Any]:
        """The present value of every setting that planned can name."""

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values of a setting mean the same, which verifies a fix and decides a rollback."""

    def writes(
        self, changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]
    ) -> list[Call]:
        """For the changes that planned returned, or their inverse. answers: what the node reported before."""

    def view(self, answers: Sequence[Mapping[str, Any]], intent: Any) -> dict[str, Any]:
        """The part of a node's answers that is compared with other nodes."""

    def path(self, answers: Sequence[Mapping[str, Any]], intent: Any) -> dict[str, Any]:
        """What it knows of the path of a ticket, by role, such as "keys"; see docs/architecture.md."""

    def agreement(self, views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
        """Findings for each node of views; nodes: how many the farm has, read or not."""


def named(names: Sequence[str], known: Sequence[Concern], where: str, others: Sequence[Concern] = ()) -> list[Concern]:
    """The concerns of these names, in the order of the known ones. Raises ValueError, to be shown to the user.

    where: the option that the names come from, for the message. A blank one, as a survey gives it, chooses all.
    others: concerns that the option may name as well, and that are not among those returned.
    """
    expected = list(dict.fromkeys(concern.NAME for concern in (*known, *others)))
    names = expected if list(names) == [""] else names
    for name in names:
        if name not in expected:
            raise ValueError(f"{where}: found {name!r}, expected some of {', '.join(expected)}")
    return [concern for concern in known if concern.NAME in names]
