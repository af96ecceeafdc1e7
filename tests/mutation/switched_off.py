"""A control that is switched off: no concern finds anything of it any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN

from tests.faults import farm_in_process


def switch_off(control: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # What was audited with the rule is no answer without it.
    monkeypatch.setattr(farm_in_process, "AUDITED", {})
    for concern in EVERY_CONCERN:
        for name in ("findings", "agreement"):
            monkeypatch.setattr(concern, name, _without(getattr(concern, name), control))


def _without(rule: Callable[..., Any], control: str) -> Callable[..., Any]:
    def findings(*arguments: Any) -> Any:
        found = rule(*arguments)
        if isinstance(found, dict):
            return {node: [f for f in group if f.control != control] for node, group in found.items()}
        return [f for f in found if f.control != control]

    return findings
