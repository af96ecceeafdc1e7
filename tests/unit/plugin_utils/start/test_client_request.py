"""What a run that changes clients has to say."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.client_request import (
    check_controls,
    check_number,
    check_runs,
)


@pytest.mark.parametrize("given", [[], [""], ["DNS-10"], ["ZONE-1", "zone-2"]])
def test_controls_that_are_not_fixed_on_clients_are_refused(given: list[str]) -> None:
    with pytest.raises(ValueError, match=r"kerberos_client_fix: found .*, expected some of ZONE-1, ZONE-2"):
        check_controls(given)


@pytest.mark.parametrize("given", [[], [" "], ["a/b"]])
def test_runs_that_are_none_are_refused(given: list[str]) -> None:
    with pytest.raises(ValueError, match="found"):
        check_runs(given)


def test_more_than_one_client_takes_a_limit_or_a_word() -> None:
    check_number(["pc1"], limited=False, every=False)
    check_number(["pc1", "pc2"], limited=True, every=False)
    check_number(["pc1", "pc2"], limited=False, every=True)
    with pytest.raises(ValueError, match=r"2 clients \(pc1, pc2\).*--limit pc1.*kerberos_client_all=true"):
        check_number(["pc1", "pc2"], limited=False, every=False)


def test_what_is_right_is_taken() -> None:
    check_controls(["ZONE-2", "ZONE-1"])
    check_runs(["20261123T071812Z-4f2a91"])
