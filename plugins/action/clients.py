# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits one client for each farm whose names its users open, in one request."""

from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.computer import AuditAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import CLIENTS_OPTIONS


class ActionModule(AuditAction):
    argument_spec, kind = CLIENTS_OPTIONS, CLIENT
