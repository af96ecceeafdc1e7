"""What a fix of DNS records never gives to the writer, whatever it is asked for."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_records import concern as dns_records
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from tests.decisions import case as cases

WRITER = cases.node("dns_records", arguments={"writer": True})


@pytest.mark.parametrize("key", [None, ("adapters", "{guid}", "registers")])
def test_what_is_no_record_is_an_error(key: tuple[str, ...] | None) -> None:
    change = Finding("DNS-4", "web1.example.com on dc1.example.com", State.DRIFT, [], ["10.0.0.11"], key)
    with pytest.raises(ValueError, match=r"^no write can fix DNS-4 web1\.example\.com on dc1\.example\.com$"):
        dns_records.writes([change], WRITER.answers, {})
