"""Nodes that have the key of a ticket, and do not take it: their clocks, and the encryption types that they allow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lab.facts.process_activation import PASSWORD as SERVICE_PASSWORD
from lab.samba.baked import environment
from lab.samba.farm import Farm
from lab.samba.plan import ALICE, PASSWORD
from lab.samba.sites import REALM
from lab.site import keytabs
from tests.samba import test_tickets
from tests.samba.conftest import Directed
from tests.samba.wire_rows import FULL
from tests.samba.witnesses import SHOWN, client_of

pytestmark = pytest.mark.xdist_group("samba")

PORT = 8081  # of a site beside that of the node
WEAK = "[libdefaults]\n    permitted_enctypes = aes128-cts-hmac-sha1-96\n"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param(["faketime", "-f", "+7m"], 37, id="53 its clock is 7 minutes fast"),
        pytest.param(["faketime", "-f", "-7m"], 33, id="53 its clock is 7 minutes slow"),
        pytest.param(["env", "KRB5_CONFIG={weak}"], 31, id="54 it takes no ticket of this encryption type"),
    ],
)
@pytest.mark.usefixtures("nodes")
def test_a_node_that_is_set_otherwise_refuses(
    of_lab: Farm, directory: Directed, tmp_path: Path, changed: list[str], code: int
) -> None:
    directory([])
    (tmp_path / "weak").write_text(WEAK, encoding="utf-8")
    site, keytab = tmp_path / "site.json", tmp_path / "keytab"
    salt = keytabs.salt_of("svc-intranet", REALM)
    keytabs.write(keytab, [f"HTTP/{FULL}"], SERVICE_PASSWORD, salt, realm=REALM, versions=test_tickets.VERSIONS)
    listen = [{"address": SHOWN[0], "port": PORT}]
    states = {SHOWN[0]: {"negotiate": {"keytab": str(keytab)}}}
    site.write_text(json.dumps({"realm": REALM, "listen": listen, "addresses": states}), encoding="utf-8")
    command = [*(word.format(weak=tmp_path / "weak") for word in changed), sys.executable, "-m", "lab.site", str(site)]
    with subprocess.Popen(
        of_lab.domain.inside(*command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    ) as serving:
        assert serving.stdin is not None
        assert serving.stdout is not None
        try:
            assert serving.stdout.readline() == b"serving\n"
            show = {"it": ["http", FULL, SHOWN[0], PORT]}
            found = test_tickets.client(of_lab.domain, rf"EXAMPLE\{ALICE}", PASSWORD, {"show": show})
            assert found["it"][:2] == ["refused", code]
            curl = client_of(of_lab, "dc1")
            assert curl.log_on(ALICE, PASSWORD) == ""
            assert curl.ask(SHOWN[0], FULL, PORT) == "401"
        finally:
            serving.stdin.close()
