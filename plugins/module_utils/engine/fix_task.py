# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Fixes one concern on one node: the same task in the controller's action and in a module that connects by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..concerns.contract import Concern
from ..model.addresses import parse_option
from ..node.ask import Ask
from . import results
from .fix import fix_concern
from .journal import entries
from .lease.lease import release_after_task
from .plan import Plan
from .run import run_of_task


def run_task(
    concern: Concern, args: Mapping[str, Any], node: str, check: bool, ask_of: Callable[[Sequence[str]], Ask]
) -> dict[str, Any]:
    """The task's result. ask_of: makes the ask for a node with these own addresses. node: names the journal's copies.

    Raises ValueError, to be shown to the user, for bad arguments, NodeError where the node gave no usable answer.
    """
    secrets = {name: args[name] for name in concern.SECRETS if args.get(name)}
    plan = Plan.from_arguments(
        concern, {name: args[name] for name in concern.ARGUMENT_SPEC}, args["waivers"] or (), secrets
    )
    own = [str(address) for address in parse_option(args["own_addresses"], "own_addresses")]
    run, ask = run_of_task(args, node, check), ask_of(own)
    outcome = fix_concern(plan, ask, run, secrets)
    if outcome.changes and not check and not args.get("run"):
        release_after_task(ask, run.id, entries.write([entries.done(run.id, run.time, run.who)]))
    return {**results.from_outcomes([outcome]), "run": run.id, "time": run.time}
