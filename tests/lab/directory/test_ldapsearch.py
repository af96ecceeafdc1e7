"""The lab's directory as OpenLDAP's own client sees it, where Debian's package ldap-utils is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lab.directory.wired import WiredDirectory

BASE = "DC=example,DC=com"
PASSWORD = "password"  # name of a file


@pytest.fixture
def secret(lab: WiredDirectory, tmp_path: Path) -> Path:
    path = tmp_path / PASSWORD
    path.write_text(lab.password, encoding="utf-8")
    return path


def ldapsearch(lab: WiredDirectory, secret: Path, port: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    where = ("-x", "-LLL", "-o", "ldif-wrap=no", "-H", f"ldaps://{lab.addresses['dc1']}:{port}")
    command = ["ldapsearch", *where, "-D", "EXAMPLE\\auditor", "-y", str(secret), *arguments]
    environment = {**os.environ, "LDAPTLS_CACERT": str(lab.authority)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


if shutil.which("ldapsearch"):

    def test_it_finds_who_holds_a_name(lab: WiredDirectory, secret: Path) -> None:
        found = ldapsearch(lab, secret, lab.ports.ldaps, "-b", BASE, "(servicePrincipalName=http/INTRANET)", "cn")
        assert found.returncode == 0, found.stderr
        assert "dn: CN=svc-intranet,OU=Service Accounts,DC=example,DC=com\ncn: svc-intranet\n" in found.stdout
        assert "# refldap://child.example.com/DC=child,DC=example,DC=com\n" in found.stdout

    def test_it_reads_the_catalog_in_pages(lab: WiredDirectory, secret: Path) -> None:
        pages = ("-E", "pr=2/noprompt")
        found = ldapsearch(lab, secret, lab.ports.catalog_tls, "-b", "", *pages, "(sAMAccountName=web*)", "cn")
        assert [line for line in found.stdout.splitlines() if line.startswith("cn: W")] == [
            "cn: WEB1",
            "cn: WEB2",
            "cn: WEB3",
            "cn: Web Servers",
        ]

    def test_it_is_told_why_it_may_not_log_on(lab: WiredDirectory, tmp_path: Path) -> None:
        wrong = tmp_path / PASSWORD
        wrong.write_text("wrong", encoding="utf-8")
        found = ldapsearch(lab, wrong, lab.ports.ldaps, "-b", BASE)
        assert found.returncode == 49
        assert "AcceptSecurityContext error, data 52e" in found.stderr
