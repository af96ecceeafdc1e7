"""Where the PowerShell engine is."""

import os
import shutil
from pathlib import Path

VARIABLE = "NLB_KERBEROS_PWSH"


def find() -> Path | None:
    """The pwsh executable: the one the environment names, else the one on the path, else none."""
    named = os.environ.get(VARIABLE) or shutil.which("pwsh")
    return Path(named) if named else None
