"""The C# classes behind the stand-ins, and the assembly they are compiled into: once for all workers, not by each."""

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".cache" / "lab"


def sources() -> str:
    """As one text, for one compilation."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "classes").rglob("*.cs")))


def path() -> Path:
    """Named after what is compiled and how, without what assembly.ps1 adds: for which engine."""
    how = (HERE / "assembly.ps1").read_text(encoding="utf-8")
    return FOLDER / hashlib.sha256((sources() + how).encode()).hexdigest()[:16]
