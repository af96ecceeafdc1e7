# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a run that changes clients has said what it is to change, and on which of them."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.fix import ON_REQUEST
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import checked_run

FIX, UNDOES, ALL = "kerberos_client_fix", "kerberos_undoes", "kerberos_client_all"
EXAMPLE = '-e \'{"kerberos_client_fix": ["ZONE-1"]}\''


def check_controls(given: Sequence[str]) -> None:
    """Raises ValueError, to be shown to the user."""
    expected = f"expected some of {', '.join(ON_REQUEST)}"
    if not [one for one in given if one.strip()]:
        raise ValueError(f"{FIX}: found nothing, {expected}: on clients only what is requested is changed, {EXAMPLE}")
    for one in given:
        if one not in ON_REQUEST:
            raise ValueError(
                f"{FIX}: found {one!r}, {expected}; no other control of a client is fixed, it is handed off"
            )


def check_runs(given: Sequence[str]) -> None:
    """Raises ValueError, to be shown to the user."""
    if not [one for one in given if one.strip()]:
        raise ValueError(f"{UNDOES}: found nothing, expected the run that fix_clients.yml has named at its end")
    for one in given:
        checked_run(one)


def check_number(clients: Sequence[str], limited: bool, every: bool) -> None:
    """Raises ValueError, to be shown to the user. limited: by --limit. every: whether all of them are meant."""
    if len(clients) > 1 and not limited and not every:
        raise ValueError(
            f"this run would change {len(clients)} clients ({', '.join(clients)}), one after the other: give "
            f"--limit {clients[0]}, or, where all of them are meant, -e {ALL}=true"
        )
