# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The payloads: PowerShell that lies beside the Python that parses its answer, named after its verb and its folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

MODULE_UTILS = Path(__file__).parents[2] / "module_utils"
BOOTSTRAP = "bootstrap"


@cache
def paths() -> Mapping[str, Path]:
    """facts/iis/read.ps1 is read_iis; node/bootstrap.ps1, which runs the others, has its own name."""
    found = sorted(MODULE_UTILS.rglob("*.ps1"))
    return {path.stem if path.stem == BOOTSTRAP else f"{path.stem}_{path.parent.name}": path for path in found}


@cache
def scripts() -> Mapping[str, str]:
    """The text of every payload by its name."""
    return {name: path.read_text(encoding="utf-8") for name, path in paths().items()}
