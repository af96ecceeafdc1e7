# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits what is the same for all nodes of a farm: the same task in the controller's action and in a module."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from typing import Any

from ..concerns.contract import Concern
from ..directory.logon import Logon
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
from .directory_account import DIRECTORY, PROBE, Given, Node, logon, probe
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
    farm = replace(farm, probed=bool(given.probe_user or given.probe_password))
    plans = [Plan.from_arguments(concern, concern.arguments(farm, ""), farm.waivers_of("")) for concern in concerns]
    node = Node()
    listening = _listening(ask, node)
    with ExitStack() as stack:
        opened: dict[str, Sessions] = {}

        def of(name: str, who: Logon) -> Sessions:
            """Once; where nobody may ask, the same reason again."""
            if name not in opened:
                made = stack.enter_context(_sessions(farm, who))
                stack.enter_context(turn(made))
                opened[name] = made
            return opened[name]

        def sessions() -> Sessions:
            _ask_for_itself(listening, node)
            return of(DIRECTORY, logon(given, node, farm.directory.domain))

        def probing() -> Sessions:
            _ask_for_itself(listening, node)
            return of(PROBE, probe(given, node, farm.directory.domain))

        readings = audit_node(plans, AskOfFarm(listening, readers(sessions, probing, node)))
    return {**results.from_readings(readings), "farm": farm.name, "known": known.known(readings, farm)}


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


def _sessions(farm: Farm, who: Logon) -> Sessions:
    where = farm.directory
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
