# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether this Python and this ansible-core can run the collection.

Older Pythons import it, to say that they are too old: nothing here may need a new one.
"""

from __future__ import annotations

from typing import Optional, Tuple  # noqa: UP035  # an old Python knows no other

PYTHON = (3, 11)
CORE = (2, 19)  # as in meta/runtime.yml


def objection(
    python: Tuple[int, ...],  # noqa: UP006
    core: str,
    executable: str,
    pywinrm: bool,
) -> Optional[str]:  # noqa: UP045
    """What is missing; None where nothing is. executable: the Python that runs Ansible."""
    if python[:2] < PYTHON:
        return "{} is Python {}, expected {} or newer: install ansible-core with a newer Python".format(  # noqa: UP032
            executable, _text(python[:2]), _text(PYTHON)
        )
    if tuple(int(part) for part in core.split(".")[:2]) < CORE:
        return (
            f"found ansible-core {core}, expected {_text(CORE)} or newer: {executable} -m pip install -U ansible-core"
        )
    if not pywinrm:
        return f"pywinrm is not installed for {executable}, which runs Ansible: {executable} -m pip install pywinrm"
    return None


def _text(version: Tuple[int, ...]) -> str:  # noqa: UP006
    return ".".join(map(str, version))
