# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Why a run fails, so that a schedule or a pipeline notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import RunResults


def failure(report: Mapping[str, Any], results: RunResults, fails_on: Sequence[str], problems: Sequence[str]) -> str:
    """Empty where the run does not fail. problems: of its history, and of what it writes."""
    found = [f"farm {farm['name']}: {farm['problem']}" for farm in report["farms"] if farm["problem"]]
    found += [
        f"farm {farm['name']}: {farm['counts'][state]} of {sum(farm['counts'].values())} checks: {state}"
        for farm in report["farms"]
        for state in fails_on
        if farm["counts"][state] and not farm["problem"]
    ]
    found += [
        f"{node} could not be {'rolled back' if fixing.undoes else 'fixed'}, and no node after it was changed"
        for node, fixing in results.fixed.items()
        if fixing.failure
    ]
    found += [*(f"{node} {why}" for node, why in results.down.items()), *problems]
    return f"{'; '.join(found)} (see the report above)" if found else ""
