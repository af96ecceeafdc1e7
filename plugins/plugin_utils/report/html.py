# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report as one page for a browser, in one file that loads nothing: for a manager, an auditor, an administrator."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.view import view
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

BESIDE = Path(__file__).parent / "page"


def html(report: Mapping[str, Any], histories: Mapping[str, Any]) -> Mapping[str, str]:
    style, script = ((BESIDE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    # A browser carries out this style and this script, and nothing else: no text of a node, and no request.
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _templates().get_template("page.html.j2")
    parts = view(report, histories)
    return {"": page.render(**parts, policy=policy, style=Markup(style), script=Markup(script))}


@cache
def _templates() -> Environment:
    """Not Ansible's own templating: a text of a node is data, and is never a template."""
    return Environment(
        loader=FileSystemLoader(BESIDE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_as_shown,
    )


def _as_shown(given: Any) -> Any:
    return shown(given) if isinstance(given, str) and not isinstance(given, Markup) else given


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
