# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Logs on to one node at a time until one has accepted the user name and the password; then to all at once."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from urllib.request import getproxies_environment

from ansible_collections.nlb.kerberos.plugins.module_utils.node.winrm_errors import explain, is_refusal
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.shared import SharedOutcome

CONNECTS_WITHIN = 30.0  # seconds; as long as pywinrm waits


class NotTriedError(Exception):
    """The node was not asked, because the user name or the password was refused before."""


def log_on(node: str, outcome: SharedOutcome, connect: Callable[[], None], answers: Callable[[], bool]) -> None:
    """node: its name in the inventory. connect: logs on. answers: whether something accepts connections there.

    Raises NotTriedError, and what connect raises.
    """
    if outcome.read().open:
        if not answers():
            connect()  # nothing takes a password there, and the other nodes need not wait until that is certain
            return
        with outcome.held():
            if outcome.read().open:
                _try(node, outcome, connect)
                return
    _try(node, outcome, connect)


def note_refusal(node: str, outcome: SharedOutcome, error_text: str) -> bool:
    """Whether this error of a connection is a refusal. It is noted."""
    refused = is_refusal(error_text)
    if refused:
        why = explain(error_text, node)  # of a refusal it has our words alone
        outcome.note(lambda known: known.after_refusal(node, why))
    return refused


def _try(node: str, outcome: SharedOutcome, connect: Callable[[], None]) -> None:
    known = outcome.read()
    if objection := known.objection(node):
        raise NotTriedError(objection)
    try:
        connect()
    except Exception as error:
        note_refusal(node, outcome, str(error))
        raise
    if node not in known.accepted:
        outcome.note(lambda before: before.after_acceptance(node))


def answers(host: str, port: int) -> bool:
    """True as well where that cannot be known from here, because a proxy stands between."""
    if {"http", "https", "all"} & set(getproxies_environment()):
        return True
    with suppress(OSError):
        socket.create_connection((host, port), CONNECTS_WITHIN).close()
        return True
    return False
