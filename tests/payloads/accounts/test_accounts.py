"""read_accounts in the engine: names, SIDs and tokens as the stand-ins know them."""

from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

FOLDERS = "iis.sites[name=intranet].applications[path=/].virtual_directories"


def test_accounts_come_in_one_order_and_each_once(engine: Engine) -> None:
    """Those that are given, those of the site's pools, those that folders are opened as."""
    given = {
        f"{FOLDERS}[path=/].user_name": "EXAMPLE\\editor",
        f"{FOLDERS}[path=/share].user_name": "example\\SVC-intranet",
    }
    call = Call("read_accounts", {"site": "intranet", "accounts": ["EXAMPLE\\Staff"]})
    answer = ask(engine, changed(cases.node_of("accounts"), given), call)
    names = [account["name"] for account in answer.data["accounts"]]
    assert names == ["EXAMPLE\\Staff", "EXAMPLE\\svc-intranet", "EXAMPLE\\editor"]
