"""Every write of every concern is cut."""

from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, FIXED_OF_CLIENT
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from tests.wire.broken import BROKEN
from tests.wire.wire import EVERY_RUN

OF_A_DRAIN = ("write_cluster",)
OF_A_CLIENT = FIXED_OF_CLIENT.WRITES  # cut in tests/faults/test_client_fix.py


def test_every_write_of_every_concern_is_cut() -> None:
    """That each of these payloads runs once in a fix is asserted where it is cut."""
    for concern in CONCERNS:
        cut = {name for broken in BROKEN if broken.concern == concern.NAME for name in broken.writes}
        assert cut == set(concern.WRITES) - set(OF_A_DRAIN), concern.NAME


def test_every_payload_that_writes_is_cut() -> None:
    written = {name for name in scripts() if name.startswith("write_")}
    assert written == {*EVERY_RUN, *OF_A_DRAIN, *OF_A_CLIENT, *(name for broken in BROKEN for name in broken.writes)}
