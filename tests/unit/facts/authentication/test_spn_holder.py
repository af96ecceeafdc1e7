"""The account of the service principal names, as options."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.authentication.spn_holder import SpnHolder

GIVEN = {"spn_holder": r"EXAMPLE\svc-intranet", "spn_holder_sid": "s-1-5-21-1-2-3-1120"}


def test_its_identifier_is_compared_whatever_its_case() -> None:
    found = SpnHolder.from_arguments(GIVEN)
    assert found.identifiers == {r"example\svc-intranet": "S-1-5-21-1-2-3-1120"}
    assert SpnHolder.from_arguments({**GIVEN, "spn_holder": None}).identifiers == {}


def test_what_is_no_identifier_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^spn_holder_sid: found 'svc', expected a SID such as S-1-5-21-1-2-3-1120$"):
        SpnHolder.from_arguments({**GIVEN, "spn_holder_sid": "svc"})
