# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits what is the same for all nodes of a farm: the same task in the controller's action and in a module."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ..concerns.contract import Concern
from ..directory.logon import Logon
from ..directory.sessions import Sessions
from ..facts.directory.patience import REAL, Clock
from ..farm.description import Farm
from ..model.call import Call
from ..node.ask import Ask
from ..node.errors import NodeError
from ..node.exchange import Reply
from . import known, results
from .ask_of_farm import AskOfFarm
from .audit import audit_node
from .clock_of_node import clock as clock_of_node
from .directory_account import Given, Node, logon, logon_of_probe, logon_of_writer
from .directory_readers import readers, writers
from .plan import Plan

# Entered before the first logon, and left after the last answer. Raises DirectoryError where it may not be tried.
Turn = Callable[[Sessions], AbstractContextManager[None]]

NOTHING: Mapping[str, str] = {}


def audit_farm(
    farm: Farm,
    concerns: Sequence[Concern],
    ask: Ask,
    given: Given,
    turn: Turn = lambda sessions: nullcontext(),
) -> dict[str, Any]:
    """The task's result. ask: of the farm's first node."""
    began = datetime.now(UTC)
    farm = replace(farm, probed=given.probes)
    plans = [plan_of(concern, farm, given) for concern in concerns]
    with asking(farm, ask, given, turn) as of_farm:
        readings = audit_node(plans, of_farm)
    times = {"began": began, "asked": datetime.now(UTC)}
    return {
        **results.from_readings(readings),
        "farm": farm.name,
        **{name: time.isoformat(timespec="milliseconds") for name, time in times.items()},
        "probe_user": given.probe_user.rpartition("\\")[2].partition("@")[0],
        "known": known.known(readings, farm),
    }


def plan_of(concern: Concern, farm: Farm, given: Given, held_back: Mapping[str, str] = NOTHING) -> Plan:
    """What the concern is told of a writer is whether there is one. Raises ValueError, to be shown to the user.

    held_back: name of the farm -> why this run must not write it now.
    """
    told = {"writer": given.writes, "held_back": dict(held_back)}
    arguments = {**concern.arguments(farm, ""), **{k: v for k, v in told.items() if k in concern.ARGUMENT_SPEC}}
    return Plan.from_arguments(concern, arguments, farm.waivers_of(""))


@contextmanager
def asking(farm: Farm, ask: Ask, given: Given, turn: Turn, clock: Clock = REAL) -> Iterator[AskOfFarm]:
    """The ask for a whole farm. Its connections end with it. clock: for what is waited for after a write."""
    node = Node()
    listening = _listening(ask, node)
    with ExitStack() as stack:
        opened: list[Sessions] = []
        opened_to_write: list[Sessions] = []
        opened_to_probe: list[Sessions] = []

        def sessions() -> Sessions:
            """Once; where nobody may ask, the same reason again."""
            if not opened:
                _ask_for_itself(listening, node)
                opened.append(_open(logon(given, node, farm.directory.domain)))
            return opened[0]

        def to_write() -> Sessions:
            """The same connections where it is the same account: its password is tried once."""
            if not opened_to_write:
                _ask_for_itself(listening, node)
                who = logon_of_writer(given, node, farm.directory.domain)
                same = [one for one in opened if one.credentials == (who.user, who.password)]
                opened_to_write.append(same[0] if same else _open(who))
            return opened_to_write[0]

        def to_probe() -> Sessions:
            if not opened_to_probe:
                _ask_for_itself(listening, node)
                opened_to_probe.append(_open(logon_of_probe(given, node, farm.directory.domain)))
            return opened_to_probe[0]

        def _open(who: Logon) -> Sessions:
            made = stack.enter_context(_sessions(farm, who))
            stack.enter_context(turn(made))
            return made

        yield AskOfFarm(listening, {**readers(sessions, to_probe, node), **writers(to_write, clock)})


def _listening(ask: Ask, node: Node) -> Ask:
    """The same ask, which keeps what the node says of itself."""

    def listening(calls: Sequence[Call], stop: bool = False) -> Reply:
        node.asked = True
        before = time.time()
        reply = ask(calls, stop)
        node.clock = clock_of_node(reply.node["computer_name"].lower(), reply.node["time"], before, time.time())
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
        variables=who.variables,
    )
