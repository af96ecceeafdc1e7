"""A change of an object over LDAP, as Active Directory answers it at its worst.

Answers are those of [MS-ADTS] 3.1.1.5.3. A change shows on the domain controller that took it, and on the others unless
they lag (see file.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from sansldap import LDAPResultCode as Code
from sansldap import SearchScope as Scope

from lab.directory import changes, constructed, names, search, texts
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState
from lab.directory.modify_message import ADD, DELETE, ModifyRequest
from lab.directory.search import PRESENT, Found, Question
from lab.directory.view import Entry, View

CUT_BEFORE, CUT_AFTER, NOT_UNIQUE, BUSY = "cut before", "cut after", "not unique", "busy"


def trouble(state: DirectoryState, controller: str) -> str:
    """What becomes of the next change on this domain controller, by its writes (see file.py). The state is changed."""
    planned = state["controllers"][controller].get("writes")
    if not planned:
        return ""
    if planned["skip"]:
        planned["skip"] -= 1
        return ""
    planned["times"] -= 1
    if not planned["times"]:
        del state["controllers"][controller]["writes"]
    return str(planned["trouble"])


def apply(
    request: ModifyRequest,
    state: DirectoryState,
    controller: str,
    views: View,
    everywhere: View,
    reader: frozenset[str],
) -> Found:
    """All of it or nothing. views: of the domain controller; everywhere: the forest, as it has that.

    reader: SIDs of who asks. The state is changed.
    """
    found = search.answer(Question(request.name, Scope.BASE, PRESENT), views, reader)
    if found.code is not Code.SUCCESS:
        return found
    if views.controller.get("read_only"):
        return search.referral(views.controller["domain"], request.name)
    entry = views.entries[names.parts(request.name)]
    if any(one.attribute.lower() != SPNS.lower() for one in request.changes):
        return Found(code=Code.UNWILLING_TO_PERFORM, text=texts.NOT_IN_THE_LAB)
    if any(one.attribute.lower() not in constructed.writable(entry, views, reader) for one in request.changes):
        return Found(code=Code.INSUFFICIENT_ACCESS_RIGHTS, text=texts.NO_RIGHT)
    values = [str(value) for value in entry.values.get(SPNS.lower(), ())]
    for one in request.changes:
        known = {value.casefold(): value for value in values}
        given = [value.casefold() for value in one.values]
        if one.operation == ADD:
            if any(value in known for value in given):
                return Found(code=Code.ATTRIBUTE_OR_VALUE_EXISTS, text=texts.VALUE_EXISTS)
            values += one.values
        elif one.operation == DELETE and given:
            if any(value not in known for value in given):
                return Found(code=Code.NO_SUCH_ATTRIBUTE, text=texts.NO_VALUE)
            values = [value for value in values if value.casefold() not in given]
        else:
            values = list(one.values)
    before = {str(value).casefold() for value in entry.values.get(SPNS.lower(), ())}
    new = {value.casefold() for value in values} - before
    if any(new & {str(value).casefold() for value in other} for other in _of_others(entry, everywhere)):
        return Found(code=Code.CONSTRAINT_VIOLATION, text=texts.NAME_NOT_UNIQUE)
    changes.take(state, controller, entry.name, SPNS, values)
    return Found()


def _of_others(entry: Entry, everywhere: View) -> Iterator[list[object]]:
    for parts, other in everywhere.entries.items():
        if parts != entry.parts:
            yield other.values.get(SPNS.lower(), [])
