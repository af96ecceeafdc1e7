# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One request, one PowerShell process: the bytes that are sent to a node, and those that must come back. No sockets.

The header of bootstrap.ps1 describes both directions.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.addresses import same_address
from ..model.answer_shape import mismatch
from ..model.bounds import ANSWER, cut
from ..model.call import Call
from . import clixml
from .errors import CallError, NodeError, RefusedError
from .secret_forms import Hide, hider

REFUSED = "nlb.kerberos refused: "
NO_ADMINISTRATOR = " is no administrator"
STDERR = 1024 * 1024  # bytes that are looked at
NODE = {"computer_name": str, "domain": str, "addresses": [str], "powershell": str, "wrong_node": bool, "time": str}
ERROR = {"message": str, "type": str, "id": str, "at": (str, None)}


@dataclass(frozen=True)
class Answer:
    """The answer to one call: data, or the error that it ended with."""

    payload: str
    data: Any = None
    error: NodeError | None = None


@dataclass(frozen=True)
class Reply:
    node: Mapping[str, Any]
    answers: tuple[Answer, ...]


def bare(script: str) -> str:
    """The script without comment lines and indentation; the lines stay, so that an error's line number is the file's.

    No string of a payload goes over several lines; a test checks that. Nothing is compressed, because security software
    reports a script that unpacks and runs another one.
    """
    return "\n".join("" if line.startswith("#") else line for line in map(str.strip, script.splitlines()))


def command(bootstrap: str) -> str:
    """The bootstrap as it is sent on the command line: without empty lines as well."""
    return "\n".join(line for line in bare(bootstrap).splitlines() if line)


def request(
    calls: Sequence[Call], addresses: Sequence[str], scripts: Mapping[str, str], stop: bool, computer: str = ""
) -> bytes:
    """The bytes for stdin. addresses: the node's own, for the node guard; stop: whether the first error ends it all.

    computer: instead of addresses the name of a computer beside the nodes, whose addresses may come and go.
    """
    head = {
        "addresses": list(addresses),
        "computer": computer,
        "stop": stop,
        "calls": [
            {
                "payload": call.payload,
                "script": bare(scripts[call.payload]),
                "arguments": call.arguments,
                "secrets": list(call.secrets),
            }
            for call in calls
        ],
    }
    # JSON in ASCII alone means the same in every code page that a console may have.
    lines = [json.dumps(head).encode("ascii")]
    lines += [base64.b64encode(secret.encode()) for call in calls for secret in call.secrets.values()]
    return b"".join(line + b"\r\n" for line in lines)


def reply(
    stdout: bytes,
    stderr: bytes,
    calls: Sequence[Call],
    stop: bool,
    own: Sequence[str],
    hide: Hide | None = None,
    computer: str = "",
) -> Reply:
    """The node's answers to these calls, compared with them by name and count.

    own, computer: as in the request; hide: takes out the secrets of earlier requests as well.
    Raises RefusedError where no call ran, NodeError where the output is not a complete answer of the bootstrap.
    """
    if len(stdout) > ANSWER:
        raise too_large()
    hide = hide or hider(secrets_of(calls))
    text = stdout.decode("utf-8", "replace").strip()
    # Some hosts of PowerShell begin their output with a byte order mark.
    last = text.splitlines()[-1].strip().lstrip("\ufeff") if text else ""
    if last.startswith(REFUSED):
        raise RefusedError(_refusal(cut(hide(last.removeprefix(REFUSED)))))
    found = _decoded(last, stderr, hide)
    if wrong := mismatch(found.get("node"), NODE, "node"):
        raise NodeError(f"the node's answer does not look as expected: {wrong}")
    if found["node"]["wrong_node"] or not _is_meant(found["node"], own, computer):
        raise RefusedError(
            cut(hide(_wrong_computer(found["node"], computer) if computer else _wrong_node(found["node"])))
        )
    return Reply(found["node"], _answers(found.get("answers"), calls, stop, hide))


def secrets_of(calls: Sequence[Call]) -> set[str]:
    return {secret for call in calls for secret in call.secrets.values()}


def too_large() -> NodeError:
    return NodeError(
        f"the node's answer is larger than {ANSWER // 1024**2} MB, the most that is taken, and was not looked at; the "
        "node is not what it should be, or its site or its journal has far more parts than expected"
    )


def not_started(code: int, stderr: bytes, hide: Hide) -> NodeError:
    """For a command that ended with this exit code and no output: cmd.exe did not find PowerShell or may not run it."""
    return NodeError(
        f"PowerShell did not start (exit code {code}: {_error(stderr, hide) or 'no error was shown'}); "
        "64-bit Windows PowerShell 5.1 is required. Nothing was read or changed"
    )


def _error(stderr: bytes, hide: Hide) -> str:
    return " ".join(hide(clixml.errors(stderr[:STDERR])).split())[:500]


def _is_meant(node: Mapping[str, Any], own: Sequence[str], computer: str) -> bool:
    """The bootstrap compares them as well, on the node; one that answers in its place may claim anything."""
    if computer:
        return bool(node["computer_name"].casefold() == computer.casefold())
    return any(same_address(address, one) for address in node["addresses"] for one in own)


def _refusal(reason: str) -> str:
    account, no_administrator, _ = reason.partition(NO_ADMINISTRATOR)
    if no_administrator:
        return (
            f"{account} is not an administrator of this node, or connects without an administrator's rights; add it to "
            "the node's local group Administrators, or connect with another account (a local one other than "
            "Administrator only where LocalAccountTokenFilterPolicy is 1). Nothing was read or changed"
        )
    return (
        f"the node offers {reason}; 64-bit Windows PowerShell 5.1 in full language mode is required, "
        "for the account that Ansible connects with. Nothing was read or changed"
    )


def _wrong_node(node: Mapping[str, Any]) -> str:
    return (
        f"{node['computer_name']} answered, with the addresses {', '.join(node['addresses'])}: none of them is an own "
        "address of this node in the farm's description. DNS or the cluster leads to another computer, or the "
        "description is wrong. Nothing was read or changed"
    )


def _wrong_computer(node: Mapping[str, Any], computer: str) -> str:
    return (
        f"{node['computer_name']} answered, and not {computer}, the computer_name in its description: the "
        "address in DNS is another computer's by now, or the description is wrong. Nothing was read or changed"
    )


def _decoded(line: str, stderr: bytes, hide: Hide) -> dict[str, Any]:
    try:
        found = json.loads(base64.b64decode(line, validate=True).decode("utf-8-sig"))
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    error = _error(stderr, hide)
    what = f"{len(line)} characters that are not a complete answer" if line else "nothing"
    raise NodeError(f"the node printed {what}" + (f", and the error: {error}" if error else ""))


def _answers(found: Any, calls: Sequence[Call], stop: bool, hide: Hide) -> tuple[Answer, ...]:
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise NodeError("the node's answer has no list of answers")
    names = [item.get("payload") for item in found]
    asked = [call.payload for call in calls]
    ended_early = stop and bool(found) and "error" in found[-1] and names == asked[: len(names)]
    if names != asked and not ended_early:
        answered = cut(hide(", ".join(map(str, names))))
        raise NodeError(f"the node answered {answered or 'nothing'}, expected answers to {', '.join(asked)}")
    return tuple(_answer(item, hide) for item in found)


def _answer(item: Mapping[str, Any], hide: Hide) -> Answer:
    if "error" not in item:
        return Answer(item["payload"], item.get("data"))
    error = item["error"]
    if wrong := mismatch(error, ERROR, "error"):
        raise NodeError(f"the node's answer does not look as expected: {wrong}")
    at = " ".join(hide(error["at"] or "").split())
    return Answer(item["payload"], error=CallError(item["payload"], cut(hide(error["message"])), cut(at)))
