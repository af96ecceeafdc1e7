# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits what is the same for all nodes of a farm: the same task in the controller's action and in a module."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from datetime import UTC, datetime
from typing import Any

from ..concerns.contract import Concern
from ..directory.sessions import Sessions
from ..farm.description import Farm
from ..model.call import Call
from ..node.ask import Ask
from ..node.errors import NodeError
from ..node.exchange import Reply
from . import known, results
from .ask_of_farm import AskOfFarm
from .audit import audit_node
from .clock_of_node import clock
from .directory_account import Given, Node, logon
from .directory_readers import readers
from .plan import Plan

# Entered before the first logon, and left after the last answer. Raises DirectoryError where it may not be tried.
Turn = Callable[[Sessions], AbstractContextManager[None]]


def audit_farm(
    farm: Farm,
    concerns: Sequence[Concern],
    ask: Ask,
    given: Given,
    turn: Turn = lambda sessions: nullcontext(),
) -> dict[str, Any]:
    """The task's result. ask: of the farm's first node."""
    plans = [Plan.from_arguments(concern, concern.arguments(farm, ""), farm.waivers_of("")) for concern in concerns]
    node = Node()
    listening = _listening(ask, node)
    with ExitStack() as stack:
        opened: list[Sessions] = []

        def sessions() -> Sessions:
            """Once; where nobody may ask, the same reason again."""
            if not opened:
                _ask_for_itself(listening, node)
                made = stack.enter_context(_sessions(farm, given, node))
                stack.enter_context(turn(made))
                opened.append(made)
            return opened[0]

        readings = audit_node(plans, AskOfFarm(listening, readers(sessions, node)))
    asked = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {**results.from_readings(readings), "farm": farm.name, "asked": asked, "known": known.known(readings, farm)}


def _listening(ask: Ask, node: Node) -> Ask:
    """The same ask, which keeps what the node says of itself."""

    def listening(calls: Sequence[Call], stop: bool = False) -> Reply:
        node.asked = True
        before = time.time()
        reply = ask(calls, stop)
        node.clock = clock(reply.node["computer_name"].lower(), reply.node["time"], before, time.time())
        node.accepted = True
        node.computer_name, node.domain = reply.node["computer_name"], reply.node["domain"]
        return reply

    return listening


def _ask_for_itself(ask: Ask, node: Node) -> None:
    """Where no call of these concerns was for the node: it shows whose account it takes, and its domain."""
    if not node.asked:
        try:
            ask([])
        except NodeError:
            return


def _sessions(farm: Farm, given: Given, node: Node) -> Sessions:
    """Raises DirectoryError."""
    who, where = logon(given, node, farm.directory.domain), farm.directory
    return Sessions(
        who.user,
        who.password,
        domain=where.domain,
        domain_controllers=where.domain_controllers,
        global_catalogs=where.global_catalogs,
        protocol=where.protocol,
        dns_servers=farm.dns_servers,
        authority=where.ca or None,
    )
