"""How a fix, or a rollback, may end that was cut."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ansible_collections.nlb.kerberos.plugins.module_utils.node.winrm_errors import MAYBE_CHANGED

from lab.node_files import NodeState
from lab.wired import leases_expired
from tests.settings import settings_of
from tests.wire.wire import Ended

IN_WORDS = ("the connection broke", "the request did not arrive completely")


def check_ending(cut: Ended, whole: Ended, first: NodeState) -> None:
    """As without a cut, if it gives a result; else with an error that reports what may have happened.

    whole: how it ends without a cut. first: the node before it.
    """
    changed = cut.settings != settings_of(first)
    if cut.error:
        check_error(cut, changed)
    else:
        assert (cut.settings, changes(cut)) == (whole.settings, changes(whole)), cut.at
    if changed:
        assert entries(cut) == entries(whole), cut.at
        first_write = min(cut.payloads.index(name) for name in cut.writes)
        assert "write_journal" in cut.payloads[:first_write], cut.at


def entries(ended: Ended) -> list[str]:
    """Of the journal, without the note that comes after the proof."""
    found = (entry["text"] for entry in ended.state["journal"]["entries"])
    return [text for text in found if not json.loads(text)["done"]]


def check_error(cut: Ended, changed: bool) -> None:
    """changed: whether something was changed on the node before it."""
    assert any(words in cut.error for words in IN_WORDS), (cut.at, cut.error)
    assert "stdout" not in cut.error, f"{cut.at}: {cut.error} quotes what the node printed"
    if changed:
        assert cut.error.endswith(MAYBE_CHANGED), (cut.at, cut.error)


def changes(ended: Ended) -> list[object]:
    outcomes = ended.result if isinstance(ended.result, list) else [ended.result]
    return [change for outcome in outcomes for change in outcome.changes]


def different(cuts: Iterable[Ended]) -> list[Ended]:
    """One of those that have written the same and left the same on the node, when its leases have expired.

    What comes next knows nothing else of the cut: it has its own connection.
    """
    left = {json.dumps([sorted(cut.writes.items()), leases_expired(cut.state)]): cut for cut in cuts}
    return list(left.values())
