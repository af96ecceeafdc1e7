# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The full readings of a node or a client in a file, to see which answers a finding is based on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import PRIVATE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.written_reports import WrittenFile, write_all

VARIABLE = "kerberos_readings"


def full(readings: Sequence[Reading]) -> dict[str, Any]:
    return {
        reading.plan.concern.NAME: {
            "problem": reading.problem,
            "answers": reading.data,
            "findings": [finding.as_dict() for finding in reading.findings],
        }
        for reading in readings
    }


def keep(folder: Path, host: str, content: Mapping[str, Any]) -> None:
    """Raises ValueError, to be shown to the user."""
    if not folder.is_dir():
        raise ValueError(f"{VARIABLE}: found {folder}, which is not a folder on the controller; create it first")
    path = folder / f"{file_name(host)}.json"
    if wrong := write_all([WrittenFile(VARIABLE, path, json.dumps(content, indent=1), PRIVATE)]):
        raise ValueError("; ".join(wrong))
