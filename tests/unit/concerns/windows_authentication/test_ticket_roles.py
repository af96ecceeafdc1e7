"""What a node says of the path of a ticket: where clients are asked for one, and whose key decrypts it."""

from __future__ import annotations

from typing import Any

from tests.decisions import case as cases

ROOT = "Intranet/"
SERVICE = r"EXAMPLE\svc-intranet"


def path(**changes: Any) -> dict[str, Any]:
    given = {f"locations[location={ROOT}].{name}": value for name, value in changes.items()}
    return cases.node("windows_authentication", {"read_authentication": given} if given else None).reading.path()


def of(known: list[dict[str, Any]]) -> dict[str, Any]:
    return next(one for one in known if one["place"] == ROOT)


def test_a_healthy_node_asks_for_tickets_and_decrypts_them_with_the_accounts_key() -> None:
    found = path()
    key = of(found["keys"])
    assert (key["account"], key["computer"], key["kernel_mode"]) == (SERVICE, False, True)
    assert key["sid"].startswith("S-1-5-21-")
    assert of(found["asks"]) == {"place": ROOT, "negotiate": True, "anonymous": False}


def test_the_computers_key() -> None:
    key = of(path(**{"windows.use_app_pool_credentials": False})["keys"])
    assert (key["account"], key["sid"], key["computer"]) == ("WEB1$", None, True)


def test_ntlm_first_is_not_asking_for_a_ticket() -> None:
    assert of(path(**{"windows.providers": ["NTLM", "Negotiate"]})["asks"])["negotiate"] is False
    assert of(path(**{"windows.enabled": False})["asks"])["negotiate"] is False
    assert of(path(anonymous=True)["asks"])["anonymous"] is True


def test_what_is_not_known_is_not_told_as_a_fact() -> None:
    found = path(problem="the configuration is locked")
    assert of(found["keys"])["account"] is None
    assert ROOT not in [one["place"] for one in found["asks"]]


def test_of_folders_only_those_that_differ_from_their_application_are_told() -> None:
    places = [one["place"] for one in path()["keys"]]
    assert places == [ROOT, "Intranet/reports"]
