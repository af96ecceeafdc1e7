# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The files that a run writes besides kerberos-audit.json: which ones, and with what content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import (
    RENDERINGS,
    Histories,
    Rendering,
    Report,
)

ONLY = ""  # the name under which a format of one file gives its content


def written_reports(
    chosen: Mapping[str, Path],
    report: Report,
    histories: Histories,
    renderings: Mapping[str, Rendering] = RENDERINGS,
) -> Iterator[tuple[Path, str, int]]:
    """The path, the content and the mode of every file. chosen: format -> the option's file or folder."""
    for name, path in chosen.items():
        rendering = renderings[name]
        for file, text in rendering.render(report, histories).items():
            yield (path / file if file != ONLY else path), text, rendering.mode
