# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The module that asks the directory by itself: from wherever the task runs, over a connection of its own to a node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from .module_entry import check_python

NAME = "directory"


def run(load: Callable[[], Any]) -> None:
    """load: imports the registry of concerns, which an older Python would end with a syntax error."""
    check_python(NAME)
    from .directory_options import DIRECTORY_OPTIONS

    _answer(load(), AnsibleModule(argument_spec=DIRECTORY_OPTIONS, supports_check_mode=True))


def _answer(registry: Any, module: Any) -> None:
    from ..node import own_connection
    from ..node.errors import NodeError
    from ..node.secret_forms import hider
    from .for_display import for_display

    if own_connection.MISSING:
        module.fail_json(msg=missing_required_lib("pywinrm"), exception=own_connection.MISSING)
    secrets = [
        module.params["password"],
        module.params["writer_password"],
        module.params["probe_password"],
        (module.params["node"] or {}).get("password"),
    ]
    hide = hider(secret for secret in secrets if secret)
    try:
        result = _audit(registry, module.params)
    except (ValueError, NodeError, OSError) as error:
        module.fail_json(**for_display({"msg": f"{NAME}: {error}"}, hide))
    module.exit_json(**for_display(result, hide))


def _audit(registry: Any, params: Mapping[str, Any]) -> dict[str, Any]:
    from ..model.addresses import parse_option
    from ..node import own_connection
    from ..node.connection_option import ConnectionOption
    from .directory_account import Given
    from .directory_task import audit_farm

    if not params["node"] or not params["_payloads"] or not params["farm"]:
        raise ValueError("the action plugin did not run; call the module by its full name, nlb.kerberos.directory")
    node = ConnectionOption.from_arguments(params["node"])
    own = [str(address) for address in parse_option(params["own_addresses"], "own_addresses")]
    given = Given(
        *(params["user"] or "", params["password"] or "", node.user, node.password or ""),
        writer_user=params["writer_user"] or "",
        writer_password=params["writer_password"] or "",
        probe_user=params["probe_user"] or "",
        probe_password=params["probe_password"] or "",
    )
    concerns = registry.farm_named(params["concerns"] or registry.NAMES, after_nodes=params["tickets"])
    ask = own_connection.ask_of(node, own, params["_payloads"])
    farm = replace(registry.farm_of(params["farm"]), bindings=params["bindings"])
    farm = farm.of_nodes(params["nodes"]) if params["nodes"] else farm
    return audit_farm(farm, concerns, ask, given)
