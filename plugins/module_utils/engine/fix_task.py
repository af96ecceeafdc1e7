# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The task of one concern on one node: the same in the controller's action and in a module that connects by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from ..concerns.contract import Concern
from ..model.addresses import parse_option
from ..node.errors import NodeError
from . import audit as driver
from . import results
from .journal.local_copy import run_of


def fix(
    concern: Concern,
    args: Mapping[str, Any],
    node: str,
    check: bool,
    ask_of: Callable[[Sequence[str]], driver.Ask],
) -> dict[str, Any]:
    """The task's result. ask_of: makes the ask for a node with these own addresses. node: names a copy of the journal.

    Raises ValueError, to be shown to the user, for bad arguments, NodeError where the node gave no usable answer.
    """
    secrets = {name: args[name] for name in concern.SECRETS if args.get(name)}
    plan = driver.Plan.of(concern, {name: args[name] for name in concern.ARGUMENT_SPEC}, args["waivers"] or (), secrets)
    own = [str(address) for address in parse_option(args["own_addresses"], "own_addresses")]
    run, ask = run_of(args, node, check), ask_of(own)
    outcome = driver.fix(plan, ask, run, secrets)
    if outcome.changes and not check and not args.get("run"):
        # A run that was made up for this task ends with it. A lease that cannot be given back is over by itself.
        with suppress(NodeError):
            driver.release_lease(ask, run.id)
    return {**results.of_outcomes([outcome]), "run": run.id, "time": run.time}
