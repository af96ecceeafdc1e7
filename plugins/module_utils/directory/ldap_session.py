# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A logon at one domain controller, and searches of it. A server is never followed to another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from . import modify
from .entry import Entry
from .errors import DirectoryError, OutcomeUnknownError
from .exchange import Exchange
from .filters import EVERY_OBJECT, Filter, on_the_wire
from .ldap_errors import change_error, logon_error, search_error
from .logon import Logon
from .ranges import unfinished
from .stream import Stream

SUCCESS, BIND_IN_PROGRESS, NO_SUCH_OBJECT = 0, 14, 32
BASE, ONE, SUBTREE = 0, 1, 2
PAGE = 500
MOST = 2000  # objects of one search: none of ours has more than a few
SD_FLAGS = "1.2.840.113556.1.4.801"
FIRST_CHANGE = 1 << 30  # of the numbers of changes; the package counts its own messages from 1
OWNER_AND_DACL = b"\x30\x03\x02\x01\x05"  # SEQUENCE { INTEGER 5 }: what needs no right to manage auditing


class SecurityContext(Protocol):
    """A logon in steps, such as one with NTLM."""

    name: str
    mechanism: str  # of SASL

    @property
    def complete(self) -> bool: ...

    def step(self, token: bytes | None) -> bytes | None: ...

    def wrap(self, data: bytes) -> bytes: ...

    def unwrap(self, data: bytes) -> bytes: ...


class LdapSession:
    """where: the server, for messages. seconds: the time that a search may take on the server."""

    def __init__(self, stream: Stream, seconds: float) -> None:
        self.where = stream.where
        self._seconds = max(1, int(seconds))
        self._exchange = Exchange(stream)
        self._sansldap = self._exchange.sansldap
        self._change = FIRST_CHANGE
        self.close = self._exchange.close
        self.host = self.realm = ""  # its own name, and that of its domain, as tickets need them

    def ask_for_name(self) -> None:
        """What every server answers before a logon. One that is silent is silent here, and no password is tried."""
        root = self.entry("", ["dnsHostName", "ldapServiceName"])
        if root:
            self.host = root.text("dnsHostName").lower()
            self.realm = root.text("ldapServiceName").rpartition("@")[2]

    def bind_sealed(self, logon: Logon, context: SecurityContext) -> None:
        """What follows is signed and sealed."""
        token = context.step(None)
        while True:
            self._exchange.client.bind_sasl(context.mechanism, cred=token)
            answer = self._accepted(logon)
            if int(answer.result.result_code) == SUCCESS:
                break
            token = context.step(answer.server_sasl_creds)
            if token is None:
                raise DirectoryError(f"{self.where}: its answer to the logon with {context.name} cannot be read")
        if answer.server_sasl_creds and not context.complete:
            context.step(answer.server_sasl_creds)
        if not context.complete:
            raise DirectoryError(
                f"{self.where}: it has not proved that it knows the key of this logon ({context.name})"
            )
        self._exchange.stream.seal = context

    def bind_simple(self, logon: Logon) -> None:
        """The password itself: only inside TLS."""
        self._exchange.client.bind_simple(logon.user, logon.password)
        self._accepted(logon)

    def entry(
        self, dn: str, attributes: Sequence[str], descriptors: bool = False, only: Filter = EVERY_OBJECT
    ) -> Entry | None:
        """One object by its name; None where there is none, or it may not be read, or the filter is not true of it.

        dn: empty for what the server says of itself (rootDSE).
        """
        found = self.search(dn, only, attributes, BASE, descriptors)
        return found[0] if found else None

    def search(
        self,
        base: str,
        condition: Filter,
        attributes: Sequence[str],
        scope: int = SUBTREE,
        descriptors: bool = False,
        most: int = MOST,
    ) -> list[Entry]:
        """All values of an attribute, also of one that comes in ranges. descriptors: with owner and DACL."""
        found: list[Entry] = []
        for page in self._pages(base, condition, attributes, scope, descriptors):
            found += page
            if len(found) > most:
                raise DirectoryError(f"{self.where}: more than {most} objects were found where a few were expected")
        return [self._whole(entry, descriptors) for entry in found]

    def modify(self, dn: str, changes: Sequence[modify.Change]) -> None:
        """All of these changes of one object, or none of them.

        Raises DirectoryError where it is refused: NotUniqueError for a service principal name that another account
        has. OutcomeUnknownError where no answer came: then it is to be read again before anything else.
        """
        self._exchange.usable()
        number, self._change = self._change, self._change + 1
        message = modify.request(number, dn, changes)
        try:
            code, text = self._exchange.raw(message, lambda data: modify.response(data, number))
        except DirectoryError as error:
            raise OutcomeUnknownError(f"{error}; the change was sent, and whether it was made is not known") from None
        if code != SUCCESS:
            raise change_error(code, text, self.where)

    def _whole(self, entry: Entry, descriptors: bool) -> Entry:
        """A server gives 1,500 values at a time, the others on request."""
        attributes = dict(entry.attributes)
        while part := unfinished(attributes):
            more = next(self._pages(entry.dn, EVERY_OBJECT, [part.rest], BASE, descriptors))
            if not more or not part.go_on(attributes, more[0].attributes):
                raise DirectoryError(f"{self.where}: {part.name} of {entry.dn} was not given completely")
        return Entry(entry.dn, attributes)

    def _pages(
        self, base: str, condition: Filter, attributes: Sequence[str], scope: int, descriptors: bool
    ) -> Iterator[list[Entry]]:
        cookie = b""
        while True:
            controls = [self._sansldap.LDAPControl(SD_FLAGS, True, OWNER_AND_DACL)] if descriptors else []
            if scope != BASE:
                controls.append(self._sansldap.PagedResultControl(critical=True, size=PAGE, cookie=cookie))
            self._exchange.usable()
            self._exchange.client.search_request(
                *(base, scope, 0, 0, self._seconds, False, on_the_wire(condition), list(attributes), controls)
            )
            page, cookie = self._page(scope)
            yield page
            if not cookie:
                return

    def _page(self, scope: int) -> tuple[list[Entry], bytes]:
        found: list[Entry] = []
        for message in self._exchange.messages():
            if isinstance(message, self._sansldap.SearchResultEntry):
                found.append(_entry(message))
            elif isinstance(message, self._sansldap.SearchResultDone):
                code = int(message.result.result_code)
                if code == NO_SUCH_OBJECT and scope == BASE:
                    break
                if code != SUCCESS:
                    raise search_error(code, message.result.diagnostics_message, self.where)
                return found, self._cookie(message.controls)
        return [], b""

    def _cookie(self, controls: Sequence[Any]) -> bytes:
        paged = (one for one in controls if isinstance(one, self._sansldap.PagedResultControl))
        return next((bytes(one.cookie) for one in paged), b"")

    def _accepted(self, logon: Logon) -> Any:
        """The answer to a step of a logon. Raises LogonRefusedError, or DirectoryError."""
        self._exchange.usable()
        answer = next(self._exchange.messages())
        code = int(answer.result.result_code)
        if code not in (SUCCESS, BIND_IN_PROGRESS):
            raise logon_error(code, logon.hide(answer.result.diagnostics_message), self.where, logon)
        return answer


def _entry(message: Any) -> Entry:
    return Entry(message.object_name, {one.name.lower(): tuple(map(bytes, one.values)) for one in message.attributes})
