"""Which tests mirror a file of the product, the nearest first."""

from __future__ import annotations

from pathlib import PurePosixPath

from tests.mutation.guards import ROOT

Tests = tuple[str, ...]  # what pytest is given
UNIT = PurePosixPath("tests/unit")
DECISIONS = "tests/unit/concerns/test_decisions.py"
OF_FARM = "tests/faults/test_faults_of_farm.py"  # each fault of the directory and of DNS, over LDAP and DNS
# File or folder below module_utils -> tests that mirror it under another name.
ELSEWHERE: dict[str, Tests] = {
    "access_control/sddl_reader.py": ("tests/unit/access_control/test_sddl.py",),
    "concerns": ("tests/unit/concerns/test_unread_directory.py",),
    "concerns/account_state": (OF_FARM,),
    "concerns/browser_policy/fix.py": ("tests/faults/test_client_fix.py",),
    "concerns/dns_records": ("tests/faults/test_records.py", OF_FARM),
    "concerns/evidence": ("tests/faults/test_clients.py", "tests/faults/test_domain_controllers.py"),
    "concerns/host_trust/in_directory.py": (OF_FARM,),
    "concerns/machine_account/in_directory.py": (OF_FARM,),
    "concerns/spn": ("tests/faults/test_names.py", OF_FARM),
    "directory": ("tests/lab/directory",),
    "engine/client_task.py": ("tests/faults/test_client_fix.py",),
    "facts": (DECISIONS,),
    "facts/directory": (OF_FARM,),
    "facts/dns_records": ("tests/faults/test_records.py",),
    "facts/dns_zones": ("tests/faults/test_records.py", OF_FARM),
    "farm": ("tests/unit/plugin_utils/descriptions",),
    "model/account_names.py": ("tests/unit/farm",),
    "model/host_names.py": ("tests/unit/farm",),
    "model/option_checks.py": ("tests/unit/farm",),
    "model/servers.py": ("tests/unit/farm",),
    "node/own_connection.py": ("tests/winrm/test_own_connection.py",),
}


def mirrors(file: str) -> list[Tests]:
    """The file's own tests, what mirrors it or its folder elsewhere, its cases, and last those of the nearest folder.

    That may be the one of all concerns, which takes longest.
    """
    path = PurePosixPath(file)
    own = UNIT / path.parent / f"test_{path.name}"
    folder = next(UNIT / parent for parent in path.parents if (ROOT / UNIT / parent).is_dir())
    found: list[Tests] = [(str(own),)] if (ROOT / own).exists() else []
    found += [ELSEWHERE[name] for name in map(str, (path, *path.parents)) if name in ELSEWHERE]
    if len(path.parts) > 2 and path.parts[0] == "concerns":
        found.append((DECISIONS, "-k", f"{path.parts[1]}/"))
    return [*found, (str(folder),)]
