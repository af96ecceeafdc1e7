# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One file for support: what nodes were recorded to be, and what follows from it."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible import constants as C  # noqa: N812  # as everywhere in Ansible
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FACES
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import PRIVATE, write_file
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import SUPPORT_ARCHIVE_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import collection_version
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.archive import Archive, archive, computers


class ActionModule(ControllerAction):
    argument_spec = SUPPORT_ARCHIVE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        if not args["recordings"]:
            # Ansible removes what is in its own folder, however the run ends.
            return {"changed": False, "recordings": tempfile.mkdtemp(prefix="nlb.kerberos.", dir=C.DEFAULT_LOCAL_TMP)}
        folder = Path(args["recordings"])
        try:
            recordings = {
                path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("*/*.json")
            }
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if not recordings:
            raise ValueError("no node could be recorded, so there is nothing to collect: run preflight.yml")
        reports = {Path(path).name: Path(path).read_text("utf-8") for path in args["reports"] if Path(path).is_file()}
        time = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        head = f"Evidence of run {args['run']}, {time}; nlb.kerberos {collection_version()}"
        found = archive(recordings, reports, FACES, args["masked"], head)
        content = _zipped(found)
        write_file(Path(args["path"]), content, PRIVATE)
        said = (
            f"{args['path']}: {len(found.files)} files of {computers(recordings, FACES)}, {len(content):,} bytes, "
            + ("masked" if args["masked"] else "with all names and addresses")
        )
        left = f"; left out, because it would be too much: {', '.join(found.left_out)}" if found.left_out else ""
        return {"changed": False, "msg": said + left, "left_out": list(found.left_out), "bytes": len(content)}


def _zipped(found: Archive) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in found.files.items():
            file.writestr(name, text)
    return kept.getvalue()
