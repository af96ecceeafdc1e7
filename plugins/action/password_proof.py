# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Proves the service account's password by one request to a domain controller, before any node gets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.password_proof import NotProvedError, prove
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import PASSWORD_PROOF_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import RESULT


class ActionModule(ControllerAction):
    argument_spec = PASSWORD_PROOF_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """A try is no change, but check mode promises that nothing is tried."""
        if self._task.check_mode:
            return {"changed": False, "proved": False, "not_proved": "check mode tries no password"}
        known = (task_vars.get(RESULT) or {}).get("known") or {}
        try:
            why = prove(known.get("service_account"), args["password"])
        except NotProvedError as error:
            raise ValueError(str(error)) from None
        return {"changed": False, "proved": not why, "not_proved": why}
