"""What the site of a node answers, by its state: what needs no ticket to be told apart (tests/samba has the rest)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lab import healthy, intranet
from lab.facts import cluster
from lab.faults import BY_NAME
from lab.samba import answers
from lab.site.state import NOBODY, State


@pytest.fixture
def keytabs(tmp_path: Path) -> Path:
    for name in ("svc-intranet", "svc-intranet.former", "svc-old", "WEB1$", "WEB2$"):
        (tmp_path / f"{name}.keytab").touch()
    return tmp_path


def broken(number: int, *faults: str) -> dict[str, Any]:
    state = healthy.node(number)
    for fault in faults:
        BY_NAME[fault].inject(state, number)
    return state


def shown(state: State) -> object:
    """Without what every answer to a ticket has; the keytab by its account."""
    if "negotiate" not in state:
        return dict(state)
    of = state["negotiate"]
    return Path(of["keytab"]).stem if "keytab" in of else of["error"]


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        ([], "svc-intranet"),
        (["windows_authentication/machine-key"], "WEB1$"),
        (["app_pool/built-in-identity"], "WEB1$"),
        (["app_pool/another-account"], "svc-old"),
        (["app_pool/old-worker-process"], "svc-intranet.former"),
        (["app_pool/old-logon"], "svc-intranet.former"),
        (["windows_authentication/account-spelled-alike"], answers.MODIFIED),
        (["app_pool/pool-stopped"], {"status": 503}),
        (["app_pool/services-stopped"], dict(NOBODY)),
        (["app_pool/site-kept-stopped"], {"status": 200}),  # the site that IIS comes with, at every name
        (["windows_authentication/public-root"], {"status": 200}),
        (["windows_authentication/not-installed"], {"status": 401}),
    ],
    ids=lambda value: str(value),
)
def test_a_node_answers_as_its_state_says(keytabs: Path, faults: Sequence[str], expected: object) -> None:
    assert shown(answers.of_node(broken(1, *faults), keytabs)) == expected


def test_ntlm_alone_takes_no_ticket(keytabs: Path) -> None:
    state = healthy.node(1)
    for location in state["authentication"]["locations"]:
        location["windows"]["providers"] = ["NTLM"]
    assert answers.of_node(state, keytabs) == {"offers": ["NTLM"]}


def test_a_name_that_no_site_has_is_not_found(keytabs: Path) -> None:
    state = healthy.node(1)
    for site in state["iis"]["sites"]:
        site["bindings"] = [{"protocol": "http", "information": f"*:8080:{intranet.NAMES[0]}"}]
    assert answers.of_node(state, keytabs) == {"status": 404}


@pytest.mark.parametrize(("stopped", "expected"), [([], "WEB1$"), ([1], "WEB2$"), ([1, 2], dict(NOBODY))])
def test_the_first_converged_node_answers_at_the_virtual_address(
    keytabs: Path, stopped: list[int], expected: object
) -> None:
    states = [broken(number, "windows_authentication/machine-key") for number in (2, 1)]
    for state, number in zip(states, (2, 1), strict=True):
        if number in stopped:
            cluster.of_farm(state)["status"] = cluster.STOPPED
    assert shown(answers.at_virtual_address(states, keytabs)) == expected
