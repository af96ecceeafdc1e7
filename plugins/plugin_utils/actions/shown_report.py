# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Shows a report in colours where Ansible's settings and the terminal have some."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ansible import constants as C  # noqa: N812  # as everywhere in Ansible
from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, plain

COLORS = {
    Tone.PLAIN: None,
    Tone.WRONG: C.COLOR_ERROR,
    Tone.CHANGED: C.COLOR_CHANGED,
    Tone.FINE: C.COLOR_OK,
}


def show(lines: Sequence[Line]) -> None:
    """Neighbours of one colour at once."""
    for tone, same in groupby(lines, key=lambda line: line.tone):
        Display().display(plain(same) + "\n", color=COLORS[tone])
