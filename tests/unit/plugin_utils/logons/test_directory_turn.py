"""A password that a domain controller has refused is not tried for another farm of the run."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible import constants
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import LogonRefusedError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.directory_turn import in_turn


def sessions(password: str = "secret", **known: Any) -> Any:
    return SimpleNamespace(**{"credentials": ("svc-audit", password), "accepted": False, "refused": "", **known})


@pytest.fixture(autouse=True)
def _temporary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))


def test_after_a_refusal_no_other_farm_tries_it() -> None:
    with in_turn(sessions(refused="the password is wrong")):
        pass
    with pytest.raises(LogonRefusedError, match=r"not tried again: .* refused by a domain controller"):
        in_turn(sessions()).__enter__()
    with in_turn(sessions("another")):
        pass


def test_a_refusal_is_known_though_the_task_ran_out_of_time_after_it() -> None:
    with pytest.raises(TimeoutError), in_turn(sessions(refused="the password is wrong")):
        raise TimeoutError
    with pytest.raises(LogonRefusedError):
        in_turn(sessions()).__enter__()


def test_after_it_was_accepted_all_may_try_it() -> None:
    with in_turn(sessions(accepted=True)):
        pass
    with in_turn(sessions()), in_turn(sessions()):
        pass


def test_a_farm_whose_servers_were_silent_leaves_the_turn_to_the_next() -> None:
    for _ in range(2):
        with in_turn(sessions()):
            pass
