# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the farm's first node and its domain controllers tell the same time (HOST-2), as both say so themselves.

The domain controllers' clocks are read over LDAP, that of the farm's first node with its answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...facts.directory import about_farm
from ...facts.directory.directory import Directory
from ...facts.node_clock import clock
from ...model.call import Call
from ...model.finding import CouldNotCheckError, Finding
from .. import contract
from ..contract import (
    NO_IMPACT,
    NO_SECRETS,
    always_applicable,
    current_values,
    no_agreement,
    no_view,
    one_change_per_finding,
    values_equal,
    writes_nothing,
)
from . import clocks, controls

NAME, SCOPE = "host_trust", contract.FARM
CONTROLS, FARM_CONTROLS = controls.OF_DIRECTORY, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC = about_farm.ARGUMENT_SPEC
SHAPES = {**about_farm.SHAPES, clock.PAYLOAD: clock.SHAPE}
MASKING = {**about_farm.MASKING, **clock.MASKING}
Intent = about_farm.Intent
arguments = about_farm.arguments

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, view, agreement = writes_nothing, no_view, no_agreement
not_applicable, path = always_applicable, contract.no_path

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()


def reads(intent: Intent) -> list[Call]:
    return [*about_farm.reads(intent), clock.read()]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    *_, directory, node = answers
    known = Directory.from_answer(directory)
    if known.problem:
        raise CouldNotCheckError(known.problem)
    return list(clocks.findings(clock.Clock.from_answer(node), known.controllers, intent.nodes))
