"""The emulation of how IIS authenticates, and the payloads over a real configuration, do the same to one state."""

from __future__ import annotations

import copy
from itertools import product
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab.concerns.windows_authentication.faults import FAULTS
from lab.facts import authentication
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.equivalence.executions import Executions, Injected, healthy_node

SECTIONS = ["anonymous", "windows"]


def windows(path: str, **settings: Any) -> Injected:
    def inject(state: NodeState) -> None:
        authentication.of(state, path)["windows"].update(settings)

    return inject


def location(path: str, **settings: Any) -> Injected:
    def inject(state: NodeState) -> None:
        authentication.of(state, path).update(settings)

    return inject


def both(*injected: Injected) -> Injected:
    def inject(state: NodeState) -> None:
        for one in injected:
            one(state)

    return inject


def root_decides(state: NodeState) -> None:
    """The root's web.config, against which the application is set right where it is stored."""
    authentication.of(state, "/").update(unlocked=SECTIONS, from_web_config=SECTIONS, anonymous=True)
    authentication.of(state, "/reports").update(unlocked=SECTIONS)


def share(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"][1]["virtual_directories"][0]["physical_path"] = r"\\files\reports"


def gone(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"][1]["virtual_directories"][0]["physical_path"] = r"C:\gone"
    problem = "a folder is not there, or cannot be reached from this session: its web.config is not known"
    authentication.of(state, "/reports")["problem"] = problem


def no_root_folder(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"][1]["virtual_directories"] = []
    authentication.of(state, "/reports")["problem"] = "the site has no root folder: its web.config is not known"


def folder(application: str, name: str, **settings: Any) -> Injected:
    """A location below an application, with its own settings."""

    def inject(state: NodeState) -> None:
        new = authentication.below(state, application, name)
        new["anonymous"] = settings.get("anonymous", new["anonymous"])
        new["windows"].update({key: value for key, value in settings.items() if key != "anonymous"})

    return inject


def virtual_directory(path: str, physical_path: str) -> Injected:
    def inject(state: NodeState) -> None:
        directory = {"path": path, "physical_path": physical_path, "user_name": ""}
        state["iis"]["sites"][-1]["applications"][0]["virtual_directories"].append(directory)

    return inject


YEAR = r"C:\inetpub\reports\2025"
STATES: dict[str, Injected] = {
    "healthy": healthy_node,
    **{f"fault {fault.name}": lambda state, fault=fault: fault.inject(state, 1) for fault in FAULTS},
    "unusual values": windows("/", providers=["NTLM", "Negotiate:PKU2U"], token_checking="Allow", flags=35),
    "names of services": windows("/reports", flags=5, spns=["HTTP/intranet", "HTTP/intranet.example.com"]),
    "no providers": windows("/", providers=[]),
    "an application on its own": windows("/reports", enabled=False, use_kernel_mode=False, providers=["NTLM"]),
    "one section unlocked": location("/", unlocked=["windows"]),
    "a section unlocked for an application": location("/reports", unlocked=["anonymous"]),
    "sections unlocked, and used for what is set already": both(
        location("/", unlocked=SECTIONS, from_web_config=["windows"]),
        location("/reports", unlocked=SECTIONS, from_web_config=["anonymous", "windows"]),
    ),
    "web.config of an application": location(
        "/reports", unlocked=SECTIONS, from_web_config=["anonymous"], anonymous=True
    ),
    "web.config of the root, not of the application": root_decides,
    "content on a share": share,
    "a missing folder": gone,
    "no root folder": no_root_folder,
    "a folder with a tag, and all as its application has it": folder("/", "images"),
    "a folder with its own settings": folder("/reports", "2025", enabled=False, providers=["NTLM"], anonymous=True),
    "a page, which is no folder": folder("/", "health.htm", anonymous=True),
    "a folder in a folder": both(folder("/", "docs", anonymous=True), folder("/", "docs/forms", flags=1)),
    "a virtual directory": both(virtual_directory("/archive", YEAR), folder("/", "archive")),
    "a virtual directory with its own settings": both(
        virtual_directory("/archive", YEAR), folder("/", "archive", use_kernel_mode=False)
    ),
    "a folder of an application on its own": both(
        windows("/reports", enabled=False, use_kernel_mode=False), folder("/reports", "2025", enabled=True)
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_reads_are_equal_in_both_executions(name: str, engine: Engine) -> None:
    node = Executions.of(engine, STATES[name])
    (answer,) = node.read(Call("read_authentication"))
    assert mismatch(answer, windows_authentication.SHAPES["read_authentication"]) is None
    assert answer == node.emulated.states[1]["authentication"]


ROOT, REPORTS = "Intranet/", "Intranet/reports"
WRITTEN: dict[str, list[dict[str, Any]]] = {
    "the root": [{"location": ROOT, "windows": {"enabled": False}}],
    "an application": [{"location": REPORTS, "windows": {"use_app_pool_credentials": False}}],
    "the root, with what the application is to have": [
        {"location": ROOT, "windows": {"providers": ["NTLM"], "use_kernel_mode": False}},
        {"location": REPORTS, "windows": {"providers": ["NTLM"]}},
    ],
    "providers": [{"location": ROOT, "windows": {"providers": ["Negotiate:Kerberos", "NTLM"]}}],
    "no providers": [{"location": REPORTS, "windows": {"providers": []}}],
    "anonymous": [{"location": ROOT, "anonymous": True}, {"location": REPORTS, "anonymous": True}],
    "another site": [{"location": "Default Web Site/", "windows": {"enabled": True}, "anonymous": False}],
    "what is there already": [{"location": ROOT, "windows": {"enabled": True, "providers": ["Negotiate", "NTLM"]}}],
}
# Every write to a healthy node; to others what reaches their further locations.
REACHING = ("the root, with what the application is to have", "anonymous")
WRITTEN_TO = (
    "fault windows_authentication/machine-key-of-application",
    "an application on its own",
    "unusual values",
    "a folder in a folder",
    "a virtual directory",
    "a folder of an application on its own",
)


@pytest.mark.parametrize(("name", "state"), [*product(WRITTEN, ["healthy"]), *product(REACHING, WRITTEN_TO)])
def test_writes_are_equal_in_both_executions(name: str, state: str, engine: Engine) -> None:
    node = Executions.of(engine, STATES[state])
    assert node.write(written(node, WRITTEN[name]))


def written(node: Executions, locations: list[dict[str, Any]]) -> Call:
    now = copy.deepcopy(node.emulated.states[1]["authentication"]["locations"])
    return Call("write_authentication", {"locations": [authentication.as_read(one, now) for one in locations]})


MOVED: dict[str, Injected] = {
    "enabled": windows("/", enabled=False),
    "providers": windows("/reports", providers=["NTLM"]),
    "no providers": windows("/reports", providers=[]),
    "anonymous": location("/", anonymous=True),
    "the application is gone": lambda state: gone_application(state),
    "the application is a folder now": lambda state: folder_only(state),
}


def folder_only(state: NodeState) -> None:
    gone_application(state)
    folder("/", "reports", anonymous=True)(state)


def gone_application(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"].pop()
    state["authentication"]["locations"].pop()


@pytest.mark.parametrize("name", MOVED)
def test_what_has_changed_since_it_was_read_is_refused_in_both_executions(name: str, engine: Engine) -> None:
    node = Executions.of(engine)
    wanted = {"enabled": False, "providers": ["Negotiate"]}
    call = written(node, [{"location": one, "windows": wanted, "anonymous": True} for one in (REPORTS, ROOT)])
    for farm in (node.emulated, node.real):
        MOVED[name](farm.states[1])
    node.error(call, " (")
