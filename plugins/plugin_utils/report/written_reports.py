# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The files that a run writes: which ones, with what content, and what is told where one cannot be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import write_file
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import (
    RENDERINGS,
    Histories,
    Rendering,
    Report,
)

ONLY = ""  # the name under which a format of one file gives its content


@dataclass(frozen=True)
class WrittenFile:
    """variable: that of the playbooks which has its path, or that of its folder."""

    variable: str
    path: Path
    text: str
    mode: int


def written_reports(
    chosen: Mapping[str, Path],
    report: Report,
    histories: Histories,
    renderings: Mapping[str, Rendering] = RENDERINGS,
) -> Iterator[WrittenFile]:
    """Those of kerberos_reports. chosen: format -> the file or the folder."""
    for name, path in chosen.items():
        rendering = renderings[name]
        for file, text in rendering.render(report, histories).items():
            yield WrittenFile(f"kerberos_reports.{name}", path / file if file != ONLY else path, text, rendering.mode)


def write_all(files: Iterable[WrittenFile]) -> list[str]:
    """Each one whole or not at all, and each whatever becomes of the others. What is wrong, once a variable."""
    problems: dict[str, str] = {}
    for file in files:
        try:
            write_file(file.path, file.text, file.mode)
        except ValueError as error:
            problems.setdefault(file.variable, str(error))
    return [f"{variable}: {problem}" for variable, problem in problems.items()]
