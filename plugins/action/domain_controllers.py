# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reads the logs of one domain controller for each farm that it issues tickets for, in one request."""

from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import DOMAIN_CONTROLLER
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.computer import AuditAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import DOMAIN_CONTROLLERS_OPTIONS


class ActionModule(AuditAction):
    argument_spec, kind = DOMAIN_CONTROLLERS_OPTIONS, DOMAIN_CONTROLLER
