# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the variables of a run have values that its tasks will take. Only what is used late is checked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, farm_named, named
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.option_checks import whole_number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS

STATES = tuple(state.value for state in State if state is not State.COMPLIANT)
DAY = 24 * 3600


def check(values: Mapping[str, Any]) -> None:
    """values: of variables, rendered. Raises ValueError, to be shown to the user."""
    for name, check_one in CHECKS.items():
        if values.get(name) not in (None, ""):
            check_one(values[name], name)


def objection(values: Mapping[str, Any]) -> str:
    """What is wrong with them; empty where nothing is."""
    try:
        check(values)
    except ValueError as error:
        return str(error)
    return ""


def chosen(given: Any) -> list[str]:
    """The concerns that kerberos_concerns names, as an option of a task would take it; all where it is not set."""
    names = _list(given) if given else NAMES
    concerns = [*named(names, "kerberos_concerns"), *farm_named(names, "kerberos_concerns")]
    return list(dict.fromkeys(concern.NAME for concern in concerns))


def chosen_of_farm(given: Any) -> list[str]:
    """Those of them that are about a whole farm."""
    return [concern.NAME for concern in farm_named(_list(given) if given else NAMES, "kerberos_concerns")]


def _concerns(given: Any, name: str) -> None:
    named(_list(given), name)


def _states(given: Any, name: str) -> None:
    for state in _list(given):
        if state not in STATES:
            close = get_close_matches(state, STATES, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"expected some of {', '.join(map(repr, STATES))}"
            raise ValueError(f"{name}: found {state!r}; {hint}")


def _number(most: int) -> Callable[[Any, str], None]:
    def check_one(given: Any, name: str) -> None:
        text = str(given).strip()
        whole_number(int(text) if text.isascii() and text.isdigit() else given, 1, most, name)

    return check_one


def _yes_or_no(given: Any, name: str) -> None:
    try:
        boolean(given)
    except TypeError as error:
        raise ValueError(f"{name}: found {given!r}, expected true or false") from error


def _reports(given: Any, name: str) -> None:
    expected = f"expected a dictionary of a format and its path, with some of {', '.join(RENDERINGS)}"
    if not isinstance(given, Mapping):
        raise ValueError(f"{name}: found {given!r}, {expected}")
    for known, path in given.items():
        if known not in RENDERINGS:
            close = get_close_matches(str(known), RENDERINGS, 1)
            raise ValueError(f"{name}: found {known!r}; {f'did you mean {close[0]!r}?' if close else expected}")
        if not isinstance(path, str) or not path.strip():
            kind = "a folder" if RENDERINGS[known].folder else "a file"
            raise ValueError(f"{name}.{known}: found {path!r}, expected the path of {kind} on the controller")


def _list(given: Any) -> list[str]:
    """As Ansible makes a list of an option's value."""
    items = given.split(",") if isinstance(given, str) else given if isinstance(given, list) else [given]
    return [str(item).strip() for item in items]


CHECKS: Mapping[str, Callable[[Any, str], None]] = {
    "kerberos_concerns": _concerns,
    "kerberos_fails_on": _states,
    "kerberos_reports": _reports,
    "kerberos_history_days": _number(100_000),
    "kerberos_history_limit": _number(10_000),
    "kerberos_overdue_days": _number(10_000),
    "kerberos_timeout": _number(DAY),
    "kerberos_write_timeout": _number(DAY),
    "kerberos_drain_timeout": _number(3600),
    "kerberos_draw_path": _yes_or_no,
    "kerberos_preflight_requests": _yes_or_no,
    "kerberos_recordings_masked": _yes_or_no,
    "kerberos_evidence_masked": _yes_or_no,
    "kerberos_service_password_changed": _yes_or_no,
}
