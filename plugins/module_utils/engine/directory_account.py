# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
r"""With which account the directory is asked. A password that may be wrong there is never tried: it would bring an
account of the domain nearer to its lock-out.

The account of the connection is one of the domain only where its name says so. A name alone, such as Administrator, is
an account of the node as well as of the domain, with another password in each.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..directory.errors import DirectoryError
from ..directory.logon import PROBE, READER, WRITER, Logon
from ..facts.node_clock.clock import Clock
from .clock_of_node import NO_ANSWER

OWN = "set kerberos_directory_user and kerberos_directory_password"


@dataclass(frozen=True)
class Given:
    """What the run was given. user, password: for the directory. connection: what Ansible connects to the node with.

    writer: the account that may write; none: what the directory and DNS have is handed off. probe: the account that
    asks for tickets.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    connection_user: str = ""
    connection_password: str = field(default="", repr=False)
    writer_user: str = ""
    writer_password: str = field(default="", repr=False)
    probe_user: str = ""
    probe_password: str = field(default="", repr=False)

    @property
    def writes(self) -> bool:
        return bool(self.writer_user or self.writer_password)

    @property
    def probes(self) -> bool:
        return bool(self.probe_user or self.probe_password)


@dataclass
class Node:
    """What the farm's first node has said of itself, once it has answered: it has accepted the connection's account."""

    asked: bool = False
    accepted: bool = False
    computer_name: str = ""
    domain: str = ""
    clock: Clock = field(default_factory=lambda: Clock(NO_ANSWER))


def logon(given: Given, node: Node, domain: str) -> Logon:
    """domain: as described; empty: that of the node. Raises DirectoryError with what to do."""
    if given.user or given.password:
        return _given(given.user, given.password, READER, domain or node.domain)
    return _of_connection(given, node)


def logon_of_writer(given: Given, node: Node, domain: str) -> Logon:
    """The same for the account that writes. It is never the connection's: that was given for the nodes."""
    if not given.writes:
        raise DirectoryError(f"no account that is to write is given ({WRITER})")
    return _given(given.writer_user, given.writer_password, WRITER, domain or node.domain)


def logon_of_probe(given: Given, node: Node, domain: str) -> Logon:
    """Who asks for tickets: nobody but the account that was given for it."""
    return _given(given.probe_user, given.probe_password, PROBE, domain or node.domain)


def _given(user: str, password: str, variables: str, domain: str) -> Logon:
    of_user, of_password = variables.split(", ")
    if not user or not password:
        has, lacks = (of_user, of_password) if user else (of_password, of_user)
        raise DirectoryError(f"{has} is set and {lacks} is not; set both")
    return Logon(_in_domain(user, domain, of_user), password, variables)


def _in_domain(user: str, domain: str, variable: str) -> str:
    if "\\" in user or "@" in user:
        return user
    if not domain:
        raise DirectoryError(
            f"{variable}: found {user}, and the domain is not known; write name@domain, or set "
            "kerberos_farm.directory.domain"
        )
    return f"{user}@{domain}"


def _of_connection(given: Given, node: Node) -> Logon:
    user = given.connection_user
    if not user or not given.connection_password:
        raise DirectoryError(f"the connection to the nodes has no password for the directory; {OWN}")
    if not node.accepted:
        raise DirectoryError(
            "the account that Ansible connects with is not tried on a domain controller, because the farm's first node "
            f"has not accepted it in this run; {OWN}"
        )
    where = (user.rpartition("\\")[0] or user.partition("@")[2]).casefold()
    if not where:
        raise DirectoryError(
            f"the account that Ansible connects with, {user}, is not tried on a domain controller: the name has no "
            f"domain, so it may be an account of the node alone; write it as name@domain, or {OWN}"
        )
    if where == "." or (where.partition(".")[0] == node.computer_name.casefold() and where != node.domain.casefold()):
        raise DirectoryError(
            f"the account that Ansible connects with, {user}, is not tried on a domain controller: it is an account of "
            f"the node alone; {OWN}"
        )
    return Logon(user, given.connection_password)
