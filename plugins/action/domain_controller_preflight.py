# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks whether one domain controller can be audited, and records its answers. What it lacks fails no run."""

from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import DOMAIN_CONTROLLER
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.computer_preflight import PreflightAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import (
    DOMAIN_CONTROLLER_PREFLIGHT_OPTIONS,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.preflight_text import WINDOWS


class ActionModule(PreflightAction):
    argument_spec, kind = DOMAIN_CONTROLLER_PREFLIGHT_OPTIONS, DOMAIN_CONTROLLER
    windows = WINDOWS
