"""The farm that the lab simulates is the one that its inventory describes."""

from __future__ import annotations

from typing import Any

import yaml

from lab import healthy, intranet
from tests.conftest import ROOT


def variables() -> dict[str, Any]:
    path = ROOT / "inventory" / "lab" / "group_vars" / "intranet.yml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def test_the_inventory_describes_it() -> None:
    assert variables()["kerberos_farm"] == intranet.description(nodes=3)


def test_the_inventory_has_the_password_that_the_labs_domain_takes() -> None:
    assert variables()["kerberos_service_password"] == healthy.SECRETS["password"]
