# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The formats of a report besides kerberos-audit.json. Each is made of that report and the farms' history alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import READ_BY_OTHERS, SHARED
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.hdf import hdf
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.html import html
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.junit import junit
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.prometheus import prometheus
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.spreadsheet import spreadsheet
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary import summary

Report = Mapping[str, Any]  # as docs/kerberos-audit.schema.json describes it
History = Sequence[Mapping[str, Any]]  # the lines of a farm's ledger, oldest first
Histories = Mapping[str, History]  # by the farm's name; a farm without a ledger is not in it


@dataclass(frozen=True)
class Rendering:
    """render: the content of each file, by its name.

    folder: whether the option names a folder, into which one file a farm is written; else a file, whose name is
    that in the option, and render gives one content under the name "".
    """

    render: Callable[[Report, Histories], Mapping[str, str]]
    folder: bool = False
    mode: int = SHARED


RENDERINGS: Mapping[str, Rendering] = {
    "csv": Rendering(spreadsheet),
    "hdf": Rendering(hdf, folder=True),
    "html": Rendering(html),
    "junit": Rendering(junit, folder=True),
    "metrics": Rendering(prometheus, folder=True, mode=READ_BY_OTHERS),
    "summary": Rendering(summary),
}
