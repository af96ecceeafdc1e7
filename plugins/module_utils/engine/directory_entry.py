# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The modules that ask the directory, and write there, from wherever the task runs, by connections of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from .module_entry import check_python

if TYPE_CHECKING:
    from ..node.ask import Ask
    from .directory_account import Given

NAME = "directory"
SECRETS = ("password", "writer_password", "probe_password")


def run(load: Callable[[], Any]) -> None:
    """load: imports the registry of concerns, which an older Python would end with a syntax error."""
    check_python(NAME)
    from .directory_options import DIRECTORY_OPTIONS

    registry = load()
    module = AnsibleModule(argument_spec=DIRECTORY_OPTIONS, supports_check_mode=True)
    _answer(NAME, module, lambda: _audit(registry, module.params))


def run_fix(name: str, load: Callable[[], Any]) -> None:
    """The module of a farm's concern. load: as for run."""
    check_python(name)
    from .directory_options import fix_options

    registry = load()
    (concern,) = registry.farm_named([name])
    module = AnsibleModule(argument_spec=fix_options(concern.ARGUMENT_SPEC), supports_check_mode=True)
    _answer(name, module, lambda: _fix(concern, registry, module.params, module.check_mode))


def _answer(name: str, module: Any, work: Callable[[], Mapping[str, Any]]) -> None:
    from ..node import own_connection
    from ..node.errors import NodeError
    from ..node.secret_forms import hider
    from .for_display import for_display

    if own_connection.MISSING:
        module.fail_json(msg=missing_required_lib("pywinrm"), exception=own_connection.MISSING)
    secrets = [*(module.params.get(secret) for secret in SECRETS), (module.params["node"] or {}).get("password")]
    hide = hider(secret for secret in secrets if secret)
    try:
        result = work()
    except (ValueError, NodeError, OSError) as error:
        module.fail_json(**for_display({"msg": f"{name}: {error}", **getattr(error, "facts", {})}, hide))
    module.exit_json(**for_display(result, hide))


def _audit(registry: Any, params: Mapping[str, Any]) -> dict[str, Any]:
    from .directory_task import audit_farm

    ask, given, _ = _asked(NAME, params)
    concerns = registry.farm_named(params["concerns"] or registry.NAMES, after_nodes=params["tickets"])
    farm = replace(registry.farm_of(params["farm"]), bindings=params["bindings"])
    return audit_farm(farm, concerns, ask, given)


def _fix(concern: Any, registry: Any, params: Mapping[str, Any], check: bool) -> dict[str, Any]:
    from .fix_farm import fix_farm
    from .run import run_of_task

    ask, given, host = _asked(concern.NAME, params)
    run = run_of_task(params, host, check)
    farm = registry.farm_of(params["farm"])
    return fix_farm(farm, concern, ask, given, run, held_back=params.get("held_back") or {}, alone=not params["run"])


def _asked(name: str, params: Mapping[str, Any]) -> tuple[Ask, Given, str]:
    """The ask for the node, the accounts, and the node's host."""
    from ..model.addresses import parse_option
    from ..node import own_connection
    from ..node.connection_option import ConnectionOption
    from .directory_account import Given

    if not params["node"] or not params["_payloads"] or not params["farm"]:
        raise ValueError(f"the action plugin did not run; call the module by its full name, nlb.kerberos.{name}")
    node = ConnectionOption.from_arguments(params["node"])
    own = [str(address) for address in parse_option(params["own_addresses"], "own_addresses")]
    names = ("user", "password", "writer_user", "writer_password", "probe_user", "probe_password")
    accounts = {account: params.get(account) or "" for account in names}
    given = Given(connection_user=node.user, connection_password=node.password or "", **accounts)
    return own_connection.ask_of(node, own, params["_payloads"]), given, node.host
