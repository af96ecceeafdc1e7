# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What answers the calls to the directory and to DNS: plain functions, given the connections of this farm's audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..directory.errors import DirectoryError
from ..directory.sessions import Sessions
from ..facts.directory import rights, write
from ..facts.directory.patience import REAL, Clock
from ..facts.directory.read import read_directory
from ..facts.directory.rights import read_write_rights
from ..facts.directory.write import write_service_principals
from ..facts.dns_records import read as dns_records
from ..facts.dns_records.shape import WRITE as WRITE_RECORDS
from ..facts.dns_records.write import write_dns_records
from ..facts.dns_zones.read import read_dns_zones
from ..facts.node_clock import clock
from ..facts.tickets.read import read_tickets
from .ask_of_farm import Reader
from .directory_account import Node

OverSessions = Callable[[Sessions, Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]]

OVER_SESSIONS: Mapping[str, OverSessions] = {"read_directory": read_directory, "read_dns_zones": read_dns_zones}
OVER_TICKETS: Mapping[str, OverSessions] = {"read_tickets": read_tickets}  # by another account
DIRECT: Mapping[str, Reader] = {"read_dns_records": dns_records.read}


def writers(sessions: Callable[[], Sessions], clock: Clock = REAL) -> dict[str, Reader]:
    """What is asked and written as the account that may write. sessions: as for readers, of that account."""

    def rights_of_writer(arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return read_write_rights(sessions(), arguments, earlier)
        except DirectoryError as error:
            return rights.not_known(str(error))

    def names_written(arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> Mapping[str, Any]:
        return write_service_principals(sessions(), arguments, earlier, clock)

    def records_written(arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> Mapping[str, Any]:
        return write_dns_records(sessions(), arguments, earlier)

    return {rights.PAYLOAD: rights_of_writer, write.PAYLOAD: names_written, WRITE_RECORDS: records_written}


def readers(sessions: Callable[[], Sessions], probe: Callable[[], Sessions], node: Node) -> dict[str, Reader]:
    """sessions: of the directory, made when the first call needs them: only then is it known who may ask.

    It raises DirectoryError where nobody may. probe: the same, of the account that asks for tickets. node: what the
    farm's first node has said of itself by then.
    """

    def over(known: Callable[[], Sessions], read: OverSessions) -> Reader:
        return lambda arguments, earlier: read(known(), arguments, earlier)

    return {
        **DIRECT,
        clock.PAYLOAD: lambda arguments, earlier: node.clock.as_answer(),
        **{payload: over(sessions, read) for payload, read in OVER_SESSIONS.items()},
        **{payload: over(probe, read) for payload, read in OVER_TICKETS.items()},
    }
