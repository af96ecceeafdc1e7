# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A concern's module by itself: wherever the task runs, over a connection of its own (option node)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

if TYPE_CHECKING:
    from ..concerns.contract import Concern

PYTHON = (3, 11)


def run(name: str, load: Callable[[], Concern]) -> None:
    """Runs a concern's module. load: imports the concern, which an older Python would end with a syntax error."""
    check_python(name)
    from .options import CONCERN_OPTIONS

    concern = load()
    spec = {**concern.ARGUMENT_SPEC, **concern.SECRETS, **CONCERN_OPTIONS}
    _answer(concern, AnsibleModule(argument_spec=spec, supports_check_mode=True))


def check_python(name: str) -> None:
    """Ends the module of this name where Python is too old."""
    if sys.version_info < PYTHON:
        found, needed = (".".join(map(str, version)) for version in (sys.version_info[:2], PYTHON))
        where = f"{sys.executable} is Python {found}, expected {needed} or newer; set ansible_python_interpreter"
        print(json.dumps({"failed": True, "msg": f"{name}: {where}"}))
        sys.exit(1)


def _answer(concern: Concern, module: Any) -> None:
    from ..node import own_connection
    from ..node.errors import NodeError
    from ..node.secret_forms import hider
    from .for_display import for_display

    if own_connection.MISSING:
        module.fail_json(msg=missing_required_lib("pywinrm"), exception=own_connection.MISSING)
    hide = hider(str(module.params[name] or "") for name in concern.SECRETS)
    try:
        result = _fix(concern, module.params, module.check_mode)
    except (ValueError, NodeError, OSError) as error:
        failure = {"msg": f"{concern.NAME}: {error}", **getattr(error, "facts", {})}
        module.fail_json(**for_display(failure, hide))
    module.exit_json(**for_display(result, hide))


def _fix(concern: Concern, params: Mapping[str, Any], check: bool) -> dict[str, Any]:
    from ..node import own_connection
    from ..node.connection_option import ConnectionOption
    from .fix_task import run_task

    if not params["node"] or not params["_payloads"]:
        raise ValueError(
            f"the action plugin did not run; call the module by its full name, nlb.kerberos.{concern.NAME}"
        )
    node = ConnectionOption.from_arguments(params["node"])
    ask_of = partial(own_connection.ask_of, node, scripts=params["_payloads"])
    return run_task(concern, params, node.host, check, ask_of)
