"""What a change of one DACL does to the files and folders below it."""

from __future__ import annotations

import pytest

from lab.access_control import changes
from lab.access_control.access_list import AccessList
from lab.access_control.tree import Tree

ROOT = r"C:\site"


@pytest.fixture
def tree() -> Tree:
    """A folder with a file, an open and a protected folder, each with a file in it; DACLs as Windows makes them."""
    items = [
        (ROOT, True, "O:BAG:DUD:PAI(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)"),
        (rf"{ROOT}\closed", True, "O:BAG:DUD:PAI(A;OICI;FA;;;SY)"),
        (rf"{ROOT}\closed\a.htm", False, "O:BAG:DUD:AI(A;ID;FA;;;SY)"),
        (rf"{ROOT}\open", True, "O:BAG:DUD:AI(A;;FR;;;IS)(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)"),
        (rf"{ROOT}\open\b.htm", False, "O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)"),
        (rf"{ROOT}\web.config", False, "O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)S:AI(AU;SAFA;FA;;;WD)"),
    ]
    return Tree([{"path": path, "container": folder, "sddl": sddl} for path, folder, sddl in items], "S-1-5-21-1-2-3")


def lists(tree: Tree) -> dict[str, str]:
    return {item["path"].removeprefix(ROOT): item["sddl"].removeprefix("O:BAG:DU") for item in tree.items}


def test_a_dacl_written_again_changes_nothing(tree: Tree) -> None:
    before = lists(tree)
    tree.write(ROOT, tree.shown(tree.get(ROOT)))
    assert lists(tree) == before


def test_a_change_reaches_what_is_below_but_not_below_a_protected_folder(tree: Tree) -> None:
    before = lists(tree)
    changes.remove(tree, ROOT, "S-1-5-32-545")
    assert lists(tree) == before | {
        "": "D:PAI(A;OICI;FA;;;SY)",
        r"\open": "D:AI(A;;FR;;;IS)(A;OICIID;FA;;;SY)",
        r"\open\b.htm": "D:AI(A;ID;FA;;;SY)",
        r"\web.config": "D:AI(A;ID;FA;;;SY)S:AI(AU;SAFA;FA;;;WD)",
    }
    changes.add(tree, ROOT, "(A;OICI;0x1200a9;;;BU)")
    assert lists(tree) == before


def test_deny_entries_come_first(tree: Tree) -> None:
    changes.add(tree, ROOT, "(D;OI;FW;;;BU)")
    assert lists(tree)[""] == "D:PAI(D;OI;FW;;;BU)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)"
    assert lists(tree)[r"\open\b.htm"] == "D:AI(D;ID;FW;;;BU)(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)"


def test_a_folder_that_is_opened_inherits_again(tree: Tree) -> None:
    changes.replace_dacl(tree, rf"{ROOT}\closed", "D:")
    assert lists(tree)[r"\closed"] == "D:AI(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)"
    assert lists(tree)[r"\closed\a.htm"] == "D:AI(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)"


def test_a_folder_that_is_protected_keeps_only_what_it_is_given(tree: Tree) -> None:
    changes.replace_dacl(tree, rf"{ROOT}\open", "D:P(A;OICI;FA;;;BA)")
    assert lists(tree)[r"\open"] == "D:PAI(A;OICI;FA;;;BA)"
    assert lists(tree)[r"\open\b.htm"] == "D:AI(A;ID;FA;;;BA)"


def test_what_a_moved_file_brought_with_it_is_gone_with_the_first_write(tree: Tree) -> None:
    changes.move_here(tree, rf"{ROOT}\open\a.htm", "O:BAG:DUD:AI(A;ID;FA;;;BA)")
    assert list(lists(tree))[4:6] == [r"\open\a.htm", r"\open\b.htm"]
    assert lists(tree)[r"\open\a.htm"] == "D:AI(A;ID;FA;;;BA)"
    tree.write(rf"{ROOT}\OPEN\A.HTM", AccessList.of("D:AI(A;;FR;;;IS)(A;ID;FA;;;BA)"))
    assert lists(tree)[r"\open\a.htm"] == "D:AI(A;;FR;;;IS)(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)"


def test_what_a_top_inherited_from_another_parent_is_gone_with_the_first_write(tree: Tree) -> None:
    tree.items[0]["sddl"] = "O:BAG:DUD:AI(A;OICIID;FA;;;SY)"
    above = {"path": "C:\\", "container": True, "sddl": "O:BAG:DUD:PAI(A;OICI;FA;;;BA)"}
    Tree(tree.items, tree.domain, (above,)).write(ROOT, AccessList.of("D:AI(A;OICI;FR;;;BU)(A;OICIID;FA;;;SY)"))
    assert lists(tree)[""] == "D:AI(A;OICI;FR;;;BU)(A;OICIID;FA;;;BA)"
    assert lists(tree)[r"\open\b.htm"] == "D:AI(A;ID;FR;;;BU)(A;ID;FA;;;BA)"


def test_a_top_in_a_folder_that_nothing_is_known_of_inherits_as_a_new_one_does(tree: Tree) -> None:
    tree.write(ROOT, AccessList.of("D:(A;OICI;FR;;;IS)"))
    assert lists(tree)[""] == "D:AI(A;OICI;FR;;;IS)(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;BU)"


def test_the_root_of_a_volume_inherits_nothing() -> None:
    volume = Tree([{"path": "D:\\", "container": True, "sddl": "O:BAG:DUD:AI(A;OICIID;FA;;;SY)"}], "S-1-5-21-1-2-3")
    volume.write("D:\\", AccessList.of("D:(A;OICI;FR;;;BU)(A;OICIID;FA;;;SY)"))
    assert volume.items[0]["sddl"] == "O:BAG:DUD:AI(A;OICI;FR;;;BU)"


def test_without_a_dacl_nothing_is_inherited_and_nothing_reaches_it(tree: Tree) -> None:
    tree.write(rf"{ROOT}\open", AccessList.of("D:NO_ACCESS_CONTROL"))
    assert lists(tree)[r"\open"] == "D:NO_ACCESS_CONTROL"
    assert lists(tree)[r"\open\b.htm"] == "D:AI"
    changes.remove(tree, ROOT, "BU")
    assert lists(tree)[r"\open"] == "D:NO_ACCESS_CONTROL"


def test_a_path_that_is_not_there_is_refused(tree: Tree) -> None:
    with pytest.raises(ValueError, match=r"there is no C:\\other on this node"):
        changes.remove(tree, r"C:\other", "BU")
