# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The payloads: PowerShell beside the Python that parses its answer, named after its verb and its folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

MODULE_UTILS = Path(__file__).parents[2] / "module_utils"
BOOTSTRAP = "bootstrap"
VERBS = ("read", "write")
CONTINUES = ("}", "catch", "else", "finally")  # lines of a head that are no statements of their own
USES = "#uses "  # a line of a payload that is replaced by the head of this path, below module_utils


@cache
def paths() -> Mapping[str, Path]:
    """facts/iis/read.ps1 is read_iis; node/bootstrap.ps1, which runs the others, has its own name."""
    found = {f"{verb}_{path.parent.name}": path for verb in VERBS for path in sorted(MODULE_UTILS.rglob(f"{verb}.ps1"))}
    return {BOOTSTRAP: MODULE_UTILS / "node" / f"{BOOTSTRAP}.ps1", **found}


@cache
def scripts() -> Mapping[str, str]:
    """The text of every payload by its name, with the heads that it uses."""
    return {name: _with_heads(path.read_text(encoding="utf-8")) for name, path in paths().items()}


def _with_heads(text: str) -> str:
    """A head is put into the one line that names it, so that the line number of an error is the file's."""
    lines = (_head(line.removeprefix(USES)) if line.startswith(USES) else line for line in text.splitlines())
    return "\n".join(lines) + "\n"


def _head(path: str) -> str:
    text = (MODULE_UTILS / path.strip()).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    return _one_line([line for line in lines if line and not line.startswith("#")])


def _one_line(lines: Sequence[str]) -> str:
    """Each line is one statement, the beginning of a block, or its end."""
    found = lines[0]
    for before, line in pairwise(lines):
        found += (" " if before.endswith("{") or line.startswith(CONTINUES) else "; ") + line
    return found
