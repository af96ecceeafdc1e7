"""Logons with Kerberos at a real domain controller, where the package gssapi is there."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import sansldap

from lab.directory.accounts import SERVICE_ACCOUNT
from lab.samba.baked import PYTHON, ROOT
from lab.samba.domain import Domain
from tests.samba.conftest import not_here
from tests.samba.states import PASSWORD, READER
from tests.samba.test_logons import tries_of

pytestmark = pytest.mark.xdist_group("samba")

CLIENT = Path(__file__).with_name("kerberos_client.py")
PACKAGES = Path(sansldap.__file__).parents[1]  # of Python alone, but for what NTLM needs, which all Pythons can use


@pytest.fixture(scope="module", autouse=True)
def gssapi() -> None:
    if subprocess.run([PYTHON, "-c", "import gssapi"], capture_output=True, check=False).returncode:
        not_here(f"no python3-gssapi: run lab/samba/install.sh, so that {PYTHON} can import gssapi")


def log_on(domain: Domain, user: str, password: str) -> dict[str, Any]:
    done = subprocess.run(
        domain.inside(PYTHON, str(CLIENT)),
        input=json.dumps({"user": user, "password": password}),
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'collections'}:{PACKAGES}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert password not in done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("user", [READER, "auditor@example.com"])
def test_a_ticket_is_used_where_there_is_one(domain: Domain, user: str) -> None:
    assert log_on(domain, user, PASSWORD) == {"found": [SERVICE_ACCOUNT], "used": ["Kerberos"]}


def test_a_member_of_protected_users_logs_on_with_kerberos_only(domain: Domain) -> None:
    assert log_on(domain, r"EXAMPLE\protected", PASSWORD) == {"found": [SERVICE_ACCOUNT], "used": ["Kerberos"]}


def test_a_user_that_kerberos_does_not_know_is_tried_with_ntlm(domain: Domain) -> None:
    answer = log_on(domain, "auditor@other.example", PASSWORD)
    assert answer["used"] == ["NTLM"]
    assert "before that, Kerberos: auditor@other.example is not a user of EXAMPLE.COM" in answer["error"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("wrong", "the user name or the password is wrong"), ("disabled", "disabled"), ("change", "must be changed")],
)
def test_a_refused_password_is_not_tried_again_with_ntlm(domain: Domain, name: str, words: str) -> None:
    before = tries_of(domain, name)
    answer = log_on(domain, rf"EXAMPLE\{name}", "not-this-one" if name == "wrong" else PASSWORD)
    assert words in answer["error"]
    assert answer["used"] == []
    assert tries_of(domain, name) == before + (name == "wrong")
