"""DACLs in the stand-ins: as .NET prints them, and as Windows lets them be inherited."""

from typing import Any

import pytest

from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

INHERITED = {case["case"]: case for case in cases.read("standins/site_acl_inherited")}
SHOWN = {case["case"]: case for case in cases.read("standins/site_acl_shown")}

SITE = "C:\\inetpub\\intranet"
SHOW = "(Get-Item -LiteralPath '{}').GetAccessControl('Access').GetSecurityDescriptorSddlForm('Access')"


def node(dacl: str, *, container: bool = True) -> dict[str, Any]:
    """One object, and nothing below it."""
    given = {"path": SITE, "container": container, "sddl": f"O:BAG:DU{dacl}"}
    state = {**cases.node(), **cases.read("payloads/site")}
    return changed(state, {"site_acl.objects": [given]})


@pytest.mark.parametrize("case", SHOWN.values(), ids=SHOWN)
def test_an_acl_is_shown_as_dotnet_prints_it(engine: Engine, case: dict[str, str]) -> None:
    state = node(case.get("folder", case.get("file", "")), container="file" not in case)
    answer = ask(engine, state, Call("show", script=f"@{{ shown = {SHOW.format(SITE)} }}"))
    assert answer.data == {"shown": case["shown"]}
    assert answer.state == state


@pytest.mark.parametrize("case", INHERITED.values(), ids=INHERITED)
def test_what_is_made_in_a_folder_inherits_from_it(engine: Engine, case: dict[str, str]) -> None:
    new = "$null = New-Item -Path C:\\inetpub\\intranet\\{0} -ItemType {1}\n"
    script = new.format("a", "Directory") + new.format("b", "File") + "@{}"
    _, folder, file = ask(engine, node(case["folder"]), Call("make", script=script)).state["site_acl"]["objects"]
    assert (folder["path"], folder["container"]) == (f"{SITE}\\a", True)
    assert (file["path"], file["container"]) == (f"{SITE}\\b", False)
    assert folder["sddl"] == "O:BAG:DU" + case["passes_to_folders"]
    assert file["sddl"] == "O:BAG:DU" + case["passes_to_files"]


def test_what_is_moved_keeps_its_dacl(engine: Engine) -> None:
    make = f"$null = New-Item -Path {SITE}\\a -ItemType Directory\n$null = Get-Acl -LiteralPath {SITE}\\a\n"
    move = f"Move-Item -LiteralPath {SITE}\\a -Destination C:\\moved\n"
    show = f"@{{ shown = {SHOW.format('C:' + chr(92) + 'moved')} }}"
    answer = ask(engine, node("D:PAI(A;OICI;FR;;;SY)"), Call("move", script=make + move + show))
    assert answer.data == {"shown": "D:AI(A;OICIID;FR;;;SY)"}


def test_only_what_was_set_is_written(engine: Engine) -> None:
    script = (
        f"$item = Get-Item -LiteralPath '{SITE}'\n"
        "$list = $item.GetAccessControl('Access, Owner')\n"
        "$list.SetSecurityDescriptorSddlForm('O:SYD:P(A;;FA;;;SY)', 'Owner')\n"
        "$item.SetAccessControl($list)\n@{}"
    )
    answer = ask(engine, node("D:PAI(A;;FA;;;BA)"), Call("write", script=script))
    assert answer.state == changed(
        node("D:PAI(A;;FA;;;BA)"), {f"site_acl.objects[path={SITE}].sddl": "O:SYG:DUD:PAI(A;;FA;;;BA)"}
    )


@pytest.mark.parametrize(
    "script",
    [
        "Get-CimInstance -ClassName Win32_Group -Filter 'Name = 1'",
        "Get-CimInstance -ClassName Win32_GroupUser -Filter 'PartComponent = 1'",
        "Get-CimInstance -ClassName Win32_ComputerSystem -Filter 'Name = 1'",
        "$list = Get-Acl -LiteralPath C:\\inetpub\\intranet\n$list.SetSecurityDescriptorSddlForm('D:P(A;ID;FA;;;SY)')\n"
        "(Get-Item -LiteralPath C:\\inetpub\\intranet).SetAccessControl($list)",
    ],
)
def test_what_the_standins_cannot_do_is_reported(engine: Engine, script: str) -> None:
    state = node("D:PAI(A;;FA;;;BA)")
    answer = ask(engine, state, Call("test", script=script))
    assert answer.error["message"].startswith("not emulated: ")
    assert answer.state == state
