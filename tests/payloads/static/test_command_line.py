"""The bootstrap fits into the command line that cmd.exe takes."""

import base64

from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

COMMAND = "PowerShell -NoProfile -NonInteractive -ExecutionPolicy Unrestricted -EncodedCommand "
# Microsoft: "Command prompt line string limitation"
LIMIT = 8191


def test_the_bootstrap_without_comments_and_indentation_fits_into_a_command_line() -> None:
    lines = [line.strip() for line in scripts()["bootstrap"].splitlines()]
    text = "\n".join(line for line in lines if line and not line.startswith("#"))
    encoded = base64.b64encode(text.encode("utf-16-le")).decode("ascii")
    assert len(COMMAND + encoded) <= LIMIT
