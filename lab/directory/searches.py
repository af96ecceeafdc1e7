"""The searches of one connection: controls in and out, pages, and the messages of an answer."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import sansldap
from sansldap import LDAPResultCode as Code
from sansldap.asn1 import ASN1Reader

from lab.directory import root, search, texts
from lab.directory.directory import Directory
from lab.directory.search import PAGE, Found, Question


@dataclass(frozen=True)
class Left:
    """What is left of a search in pages."""

    entries: list[tuple[str, list[tuple[str, list[bytes]]]]]
    references: list[str]


class Searches:
    def __init__(self, server: sansldap.LDAPServer, directory: Directory, controller: str, catalog: bool) -> None:
        self._server = server
        self._directory = directory
        self._controller = controller
        self._catalog = catalog
        self._pages: dict[bytes, Left] = {}
        self._numbers = itertools.count(1)

    def answer(self, message: sansldap.SearchRequest, reader: frozenset[str] | None) -> None:
        """reader: SIDs of who has logged on; None: nobody, who is shown rootDSE only."""
        controls = {control.control_type: control for control in message.controls}
        unknown = [control for control in message.controls if control.control_type not in root.CONTROLS]
        if any(control.critical for control in unknown):
            self._done(message.message_id, Found(code=Code.UNAVAILABLE_CRITICAL_EXTENSION, text=texts.BAD_CONTROL))
            return
        if not message.base_object and message.scope == sansldap.SearchScope.BASE:
            self._root(message, reader or frozenset())
            return
        if reader is None:
            self._done(message.message_id, Found(code=Code.OPERATIONS_ERROR, text=texts.NOT_BOUND))
            return
        flags = controls.get(root.SD_FLAGS)
        question = Question(
            message.base_object,
            message.scope,
            message.filter,
            tuple(message.attributes),
            message.size_limit,
            _number(flags.value) if flags else None,
            root.DOMAIN_SCOPE in controls,
        )
        paged = controls.get(root.PAGED)
        if isinstance(paged, sansldap.PagedResultControl):
            self._page(message, question, reader, paged)
        else:
            self._send(message, self._found(question, reader, paged=False))

    def _found(self, question: Question, reader: frozenset[str], paged: bool) -> Found:
        try:
            return search.answer(question, self._directory.view(self._controller, self._catalog), reader, paged)
        except ValueError:
            return Found(code=Code.OTHER, text=texts.BAD_FILTER)

    def _page(
        self,
        message: sansldap.SearchRequest,
        question: Question,
        reader: frozenset[str],
        control: sansldap.PagedResultControl,
    ) -> None:
        if control.cookie:
            left = self._pages.pop(control.cookie, None)
            if left is None:
                self._done(message.message_id, Found(code=Code.UNWILLING_TO_PERFORM, text=texts.BAD_CONTROL))
                return
        else:
            found = self._found(question, reader, paged=True)
            if found.code not in (Code.SUCCESS, Code.SIZE_LIMIT_EXCEEDED):
                self._done(message.message_id, found)
                return
            left = Left(found.entries, found.references)
        size = min(control.size or PAGE, PAGE)
        rest = left.entries[size:]
        cookie = b"page %d" % next(self._numbers) if rest else b""
        if rest:
            self._pages[cookie] = Left(rest, left.references)
        answered = sansldap.PagedResultControl(critical=False, size=0, cookie=cookie)
        self._send(message, Found(left.entries[:size], [] if rest else left.references), [answered])

    def _root(self, message: sansldap.SearchRequest, reader: frozenset[str]) -> None:
        view = self._directory.view(self._controller)
        self._send(message, Found([("", root.attributes(view, tuple(message.attributes), reader))]))

    def _send(
        self, message: sansldap.SearchRequest, found: Found, controls: Sequence[sansldap.LDAPControl] = ()
    ) -> None:
        for name, attributes in found.entries:
            shown = [sansldap.PartialAttribute(of, [] if message.types_only else given) for of, given in attributes]
            self._server.search_result_entry(message.message_id, name, shown)
        for reference in found.references:
            self._server.search_result_reference(message.message_id, [reference])
        self._done(message.message_id, found, controls)

    def _done(self, number: int, found: Found, controls: Sequence[sansldap.LDAPControl] = ()) -> None:
        if not found.referrals:
            self._server.search_result_done(number, found.code, found.matched, found.text, list(controls))
            return
        # The public method has no referrals.
        result = sansldap.LDAPResult(found.code, found.matched, found.text, list(found.referrals))
        self._server._search_requests.remove(number)
        self._server._send(sansldap.SearchResultDone(message_id=number, controls=list(controls), result=result))


def _number(value: bytes | None) -> int:
    """Of a control that is a sequence of one number."""
    return ASN1Reader(value or b"").read_sequence().read_integer()
