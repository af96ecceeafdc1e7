# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One farm at a time asks the directory until a domain controller has accepted the account; then all at once.

Each farm is asked for by a process of its own. Without this a wrong password would be refused once for each of them,
and the account locked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import LogonRefusedError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.shared import SharedOutcome

DIRECTORY = "a domain controller"  # in the place of a node


@contextmanager
def in_turn(sessions: Sessions) -> Iterator[None]:
    """Raises LogonRefusedError where this user name and password were refused before in this run."""
    outcome = SharedOutcome([DIRECTORY, *sessions.credentials])
    with ExitStack() as stack:
        if outcome.read().open:
            stack.enter_context(outcome.held())
        if objection := outcome.read().objection(DIRECTORY):
            raise LogonRefusedError(objection)
        try:
            yield
        finally:  # the task may run out of time after the answer
            if sessions.refused:
                outcome.note(lambda before: before.after_refusal(DIRECTORY))
            elif sessions.accepted:
                outcome.note(lambda before: before.after_acceptance(DIRECTORY))
