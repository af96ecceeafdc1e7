"""A farm of the lab's directory and emulated nodes in which every write is noticed, and what clients meet after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    CONCERNS,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ldap_session import LdapSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_readers import OVER_SESSIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.patience import Clock
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.read import read_directory
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Reply
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import (
    NO_HOST,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.hosts_of_fix import Hosts

from lab import intranet
from lab.directory import accounts, healthy
from lab.directory.file import DirectoryState
from lab.directory.forest import FOREST, ROOT
from lab.fault import Fault
from tests.faults import clients
from tests.faults.directory_in_process import NODES, USER, directory
from tests.faults.farm_in_process import FarmInProcess
from tests.faults.names_in_process import PASSWORD, WRITER, WRITER_SID

FAILURE = "kerberos_failure"
BEGUN = datetime(2026, 1, 31, 8, tzinfo=UTC)
Writes = Callable[[Callable[[], Any]], Any]  # carries out a write, or does not
# What was read of a directory is the same where it shows the same and the same is asked.
ANSWERED: dict[str, Mapping[str, Any]] = {}
WRITTEN = {payload for concern in CONCERNS for payload in concern.WRITES}


def carried_out(write: Callable[[], Any]) -> Any:
    return write()


class WholeFarm(FarmInProcess):
    """writes: whether an account is given that may write names. at: what is called with each write of a node or of
    the directory. seen: what clients have met after each of them. hosts: what tasks have registered, by host.
    """

    def __init__(
        self,
        whole: Sequence[Fault] = (),
        of_nodes: Mapping[int, Sequence[Fault]] | None = None,
        requests: Sequence[str] = (),
        writes: bool = True,
    ) -> None:
        super().__init__(None, NODES)
        for number, faults in (of_nodes or {}).items():
            for fault in faults:
                fault.inject(self.states[number], number)
        self._lab = directory().lab
        described = directory().farm
        self.description = replace(described, on_request=(*described.on_request, *requests))
        self.names = {intranet.name(number): number for number in self.states}
        self.first = next(iter(self.names))
        self.given = Given(USER, self._lab.password)
        if writes:
            self.given = replace(self.given, writer_user=WRITER, writer_password=PASSWORD)
        state = healthy.directory(NODES)
        state["objects"][f"CN={WRITER},CN=Users,{ROOT}"] = accounts.user(WRITER, WRITER_SID, FOREST)
        state["passwords"][WRITER] = PASSWORD
        for fault in whole:
            fault.inject(state, 0)
        state["writers"] = {name: [WRITER_SID] for name in state["objects"]}
        self.directory = state
        self.hosts: dict[str, dict[str, Any]] = {}
        self.at: Writes = carried_out
        self.followed: set[str] = set()  # the nodes that were to follow the names in any run
        self.seen: list[clients.Met] = [self.met()]
        self._moments = 0

    @property
    def directory(self) -> DirectoryState:
        return self._lab.directory.file.looked_at()

    @directory.setter
    def directory(self, state: DirectoryState) -> None:
        self._lab.directory.file.write(state)

    def met(self) -> clients.Met:
        return clients.met(self.directory, self.states)

    def ask(self, number: int) -> Ask:
        of_node = super().ask(number)

        def ask(calls: Sequence[Call], stop: bool = False) -> Reply:
            if not any(call.payload in WRITTEN for call in calls):
                return of_node(calls, stop)
            reply: Reply = self.at(lambda: of_node(calls, stop))
            self.seen.append(self.met())
            return reply

        return ask

    def failures(self) -> dict[str, str]:
        return {host: own[FAILURE] for host, own in self.hosts.items() if FAILURE in own}

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Writes of the directory are noticed."""
        with pytest.MonkeyPatch.context() as patched:
            self._watch(patched)
            yield

    def _watch(self, patched: pytest.MonkeyPatch) -> None:
        modify = LdapSession.modify

        def watched(session: LdapSession, *arguments: Any) -> None:
            self.at(lambda: modify(session, *arguments))
            self.seen.append(self.met())

        def read(sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> Mapping[str, Any]:
            seen = json.dumps([self.shown(), arguments, sessions.credentials[0]])
            if seen not in ANSWERED:
                ANSWERED[seen] = read_directory(sessions, arguments, earlier)
            return ANSWERED[seen]

        patched.setattr(LdapSession, "modify", watched)
        patched.setitem(OVER_SESSIONS, "read_directory", read)

    def shown(self) -> list[Any]:
        """All that the directory shows."""
        return [self.directory["objects"], self.directory["controllers"], self.directory["writers"]]

    def this_run(self, run: str) -> Run:
        return Run(run, self.moment(), drains=False, pause=self._pause)

    def moment(self) -> str:
        """Each later than the one before, in each of a lab's runs."""
        self._moments += 1
        return (BEGUN + timedelta(seconds=self._moments)).isoformat()

    @property
    def clock(self) -> Clock:
        return Clock(lambda: float(self._moments), self._pause)

    def _pause(self, seconds: float) -> None:
        self._moments += int(seconds) + 1


def named(hosts: Hosts) -> list[str]:
    """Of a play."""
    return [host for host in ([hosts] if isinstance(hosts, str) else hosts) if host != NO_HOST]
