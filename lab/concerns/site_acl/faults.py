"""Faults of the permissions on the site's folders."""

from __future__ import annotations

from lab.access_control import changes
from lab.access_control.tree import Tree
from lab.facts import accounts
from lab.facts.site_content import OWNER, REPORTS, SITE
from lab.fault import Fault
from lab.intranet import READERS, READERS_SID, SERVICE_ACCOUNT
from lab.node_files import NodeState

SHARE = r"\\files\reports"
WEB_CONFIG, MOVED = rf"{SITE}\web.config", rf"{SITE}\docs\moved.htm"
DOCS, APP_DATA = rf"{SITE}\docs", rf"{SITE}\App_Data"
RELEASE = r"C:\releases\42"
EDITORS = "PU"  # Power Users, whom nobody asks for
IIS_IUSRS = "IS"
ADMINISTRATORS_ONLY = "D:PAI(A;;FA;;;SY)(A;;FA;;;BA)"

SITE_FOLDER = "7"  # the step of the ticket's path


def _readers_missing(state: NodeState, number: int) -> None:
    changes.remove(Tree.of(state), SITE, READERS_SID)


def _readers_on_folder_only(state: NodeState, number: int) -> None:
    changes.remove(Tree.of(state), SITE, READERS_SID)
    changes.add(Tree.of(state), SITE, f"(A;;0x1200a9;;;{READERS_SID})")


def _readers_denied(state: NodeState, number: int) -> None:
    accounts.give_tokens(state)
    changes.add(Tree.of(state), SITE, f"(D;OICI;0x1200a9;;;{READERS_SID})")


def _web_config_closed(state: NodeState, number: int) -> None:
    changes.replace_dacl(Tree.of(state), WEB_CONFIG, ADMINISTRATORS_ONLY)


def _moved_file_protected(state: NodeState, number: int) -> None:
    changes.move_here(Tree.of(state), MOVED, f"{OWNER}{ADMINISTRATORS_ONLY}(A;;0x1200a9;;;{IIS_IUSRS})")


def _moved_file_inherits_from_former_folder(state: NodeState, number: int) -> None:
    changes.move_here(Tree.of(state), MOVED, f"{OWNER}D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)")


def _content_on_share(state: NodeState, number: int) -> None:
    for site in state["iis"]["sites"]:
        for application in site["applications"]:
            for folder in application["virtual_directories"]:
                if folder["physical_path"] == REPORTS:
                    folder.update(physical_path=SHARE, user_name="")


def _pool_missing(state: NodeState, number: int) -> None:
    accounts.give_tokens(state)
    _pool_missing_groups_unknown(state, number)


def _pool_missing_groups_unknown(state: NodeState, number: int) -> None:
    changes.remove(Tree.of(state), SITE, IIS_IUSRS)


def _folder_closed_to_readers(state: NodeState, number: int) -> None:
    changes.replace_dacl(Tree.of(state), DOCS, f"D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;{IIS_IUSRS})")


def _app_data_closed_to_pool(state: NodeState, number: int) -> None:
    changes.make(Tree.of(state), APP_DATA, True, f"{OWNER}D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")


def _root_of_another_parent(state: NodeState, number: int) -> None:
    of_editors = f"(A;OICIID;0x1301bf;;;{EDITORS})"
    inherited = f"D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;{IIS_IUSRS}){of_editors}"
    changes.move_top(Tree.of(state), REPORTS, OWNER + inherited)


def _root_is_junction(state: NodeState, number: int) -> None:
    accounts.give_tokens(state)
    concern = state["site_acl"]
    for item in concern["objects"]:
        if item["path"].startswith(REPORTS):
            item["path"] = RELEASE + item["path"].removeprefix(REPORTS)
    concern["objects"].sort(key=lambda item: str(item["path"]).lower().split("\\"))
    concern["junctions"].append({"path": REPORTS, "target": RELEASE})
    changes.remove(Tree.of(state), RELEASE, IIS_IUSRS)


def _path_too_long(state: NodeState, number: int) -> None:
    state["site_acl"]["legacy_paths"] = True
    tree = Tree.of(state)
    like = tree.get(rf"{SITE}\images\logo.png")
    changes.make(tree, rf"{SITE}\images\{'x' * 240}.png", False, like["sddl"])


def _readers_cannot_execute(state: NodeState, number: int) -> None:
    changes.remove(Tree.of(state), SITE, READERS_SID)
    changes.add(Tree.of(state), SITE, f"(A;OICI;FR;;;{READERS_SID})")


def _pool_on(path: str) -> str:
    return f"pool identity {SERVICE_ACCOUNT} on {path}"


def _pool_at(url: str) -> str:
    """As nodes are compared: by the site's own paths, whatever folder and account they have."""
    return f"pool identity on {url}"


def _readers_on(location: str) -> str:
    return f"{READERS} on {location}"


FAULTS = (
    Fault(
        "site_acl/readers-lack-access",
        "56",
        "readers lack read and execute",
        _readers_missing,
        (("ACL-2", _readers_on(SITE)),),
        (("ACL-5", _readers_on("/")),),
        SITE_FOLDER,
    ),
    Fault(
        "site_acl/readers-lack-access-below",
        "56",
        "readers may read the site's folder, but nothing in it",
        _readers_on_folder_only,
        (("ACL-2", _readers_on(SITE)),),
        (("ACL-5", _readers_on("/")),),
        SITE_FOLDER,
    ),
    Fault(
        "site_acl/readers-cannot-execute",
        "94",
        "readers may read, but not execute",
        _readers_cannot_execute,
        (("ACL-2", _readers_on(SITE)),),
        (("ACL-5", _readers_on("/")),),
        SITE_FOLDER,
        fixed=False,
    ),
    Fault(
        "site_acl/readers-denied",
        "57",
        "a deny entry applies to the readers",
        _readers_denied,
        (("ACL-3", f"deny entry for {_readers_on(SITE)}"), ("ACL-2", _readers_on(SITE))),
        (("ACL-5", _readers_on("/")),),
        SITE_FOLDER,
        fixed=False,
    ),
    Fault(
        "site_acl/web-config-unreadable",
        "58",
        "the pool cannot read web.config",
        _web_config_closed,
        (("ACL-4", _pool_on(WEB_CONFIG)),),
        step=SITE_FOLDER,
    ),
    Fault(
        "site_acl/moved-file-protected",
        "59",
        "a moved file kept its former protected DACL, which does not have the readers",
        _moved_file_protected,
        (("ACL-4", _readers_on(MOVED)),),
        step=SITE_FOLDER,
        fixed=False,
    ),
    Fault(
        "site_acl/moved-file-inherited",
        "59",
        "a moved file kept the entries it inherited from its former folder",
        _moved_file_inherits_from_former_folder,
        (("ACL-4", _pool_on(MOVED)), ("ACL-4", _readers_on(MOVED))),
        step=SITE_FOLDER,
        restored=False,  # Windows makes inherited entries anew with every write
    ),
    Fault(
        "site_acl/content-on-share",
        "60",
        "content on a share, read as the authenticated user: a second hop",
        _content_on_share,
        (
            ("ACL-1", _pool_on(SHARE)),
            ("ACL-2", _readers_on(SHARE)),
            ("ACL-3", f"deny entries on {SHARE}"),
            ("ACL-4", f"everything below {SHARE}"),
        ),
        (("ACL-5", _readers_on("/reports")), ("ACL-5", _pool_at("/reports"))),
        SITE_FOLDER,
        fixed=False,
        checked=False,
    ),
    Fault(
        "site_acl/pool-lacks-access",
        "64",
        "the pool's identity lacks read and execute",
        _pool_missing,
        (("ACL-1", _pool_on(SITE)),),
        (("ACL-5", _pool_at("/")),),
        SITE_FOLDER,
    ),
    Fault(
        "site_acl/folder-closed-to-readers",
        "90",
        "a folder's protected DACL does not have the readers",
        _folder_closed_to_readers,
        (("ACL-4", _readers_on(DOCS)),),
        step=SITE_FOLDER,
        fixed=False,
    ),
    Fault(
        "site_acl/app-data-closed-to-pool",
        "90",
        "the protected DACL of App_Data has neither the pool nor the readers, who need no right to it",
        _app_data_closed_to_pool,
        (("ACL-4", _pool_on(APP_DATA)),),
        step=SITE_FOLDER,
    ),
    Fault(
        "site_acl/root-of-another-parent",
        "91",
        "a site's folder was moved and kept the entries it inherited from its former parent",
        _root_of_another_parent,
        (("ACL-2", _readers_on(REPORTS)),),
        (("ACL-5", _readers_on("/reports")),),
        SITE_FOLDER,
        restored=False,  # Windows makes inherited entries anew with every write
    ),
    Fault(
        "site_acl/root-is-junction",
        "92",
        "an application's folder is a junction, and the pool lacks access to the folder that it leads to",
        _root_is_junction,
        (("ACL-1", _pool_on(RELEASE)),),
        (("ACL-5", _pool_at("/reports")),),
        SITE_FOLDER,
    ),
    Fault(
        "site_acl/path-too-long",
        "93",
        "PowerShell cannot open a file, because its path has 260 characters or more",
        _path_too_long,
        (("ACL-4", "everything with a path of 260 characters or more"),),
        step=SITE_FOLDER,
        fixed=False,
        checked=False,
    ),
    Fault(
        "site_acl/pool-lacks-access-groups-unknown",
        "96",
        "the pool's identity lacks read and execute, unless it is in a group whose members are not known",
        _pool_missing_groups_unknown,
        (("ACL-1", _pool_on(SITE)),),
        (("ACL-5", _pool_at("/")),),
        SITE_FOLDER,
        fixed=False,
        checked=False,
    ),
)
