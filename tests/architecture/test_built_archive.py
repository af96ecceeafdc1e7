"""What an archive of the collection holds: the product, and nothing that an administrator has made in the checkout."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE_HERE = (
    "inventory/intranet/group_vars/secrets.yml",
    "inventory/examples/hosts.yml",
    "inventory/awx-staging/hosts.yml",
    "recordings/site_acl/node-1.json",
    "kerberos-audit.json",
    ".vault-password",
    ".lab/password",
    "inventory/example/group_vars/secrets.yml",
    "inventory/awx/host_vars/web1.yml",
    "inventory/intranet.yml",
    "playbooks/group_vars/all.yml",
    "playbooks/host_vars/web1.yml",
    "group_vars/all/secrets.yml",
    "roles/app_pool/vars/secrets.yml",
    "recordings-of-today/preflight/node-1.json",
    "readings/web1.json",
    "journal/web1-20260131T080000Z-000001.json",
    "web1-20260131T080000Z-000001.json",
    "change.md",
    "CHG0012345.md",
    "docs/notes.txt",
    "vault.txt",
    "plugins/passwords.txt",
    "plugins/.secret.yml",
    "meta/.vault.yml",
    "requirements/mine.txt",
    "nlb-kerberos-0.0.9.tar.gz",
)
PRODUCT = {
    *("plugins", "roles", "playbooks", "docs", "meta", "inventory", "requirements", "changelogs", "extensions"),
    *(
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "ansible.cfg",
        "fix-kerberos.yml",
        "execution-environment.yml",
    ),
    *("MANIFEST.json", "FILES.json"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of an archive that was built in a checkout with an inventory and reports of its own."""
    folder = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists():
            shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    for name in MADE_HERE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("ansible_password: hunter2", encoding="utf-8")
    built = folder.parent / "built"
    build = ["ansible-galaxy", "collection", "build", "--output-path", str(built), str(folder)]
    subprocess.run(build, check=True, capture_output=True)
    (path,) = built.glob("nlb-kerberos-*.tar.gz")
    with tarfile.open(path) as opened:
        return {member.name for member in opened.getmembers() if member.isfile()}


def test_it_holds_the_product_only(archive: set[str]) -> None:
    assert {name.split("/")[0] for name in archive} == PRODUCT


def test_it_holds_the_inventories_to_copy_from_and_no_other(archive: set[str]) -> None:
    tracked = {path.relative_to(ROOT).as_posix() for path in (ROOT / "inventory").rglob("*") if path.is_file()}
    expected = {name for name in tracked if name.startswith(("inventory/example/", "inventory/awx/"))}
    assert {name for name in archive if name.startswith("inventory/")} == expected


def test_it_holds_every_file_of_the_product(archive: set[str]) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    whole = ("plugins", "roles", "docs", "meta", "changelogs")
    tracked = {name for name in listed.splitlines() if name.split("/")[0] in whole and (ROOT / name).exists()}
    tracked |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "playbooks").rglob("*.yml")}
    assert tracked <= archive


def test_it_holds_nothing_that_was_made_in_the_checkout(archive: set[str]) -> None:
    assert archive.isdisjoint(MADE_HERE)
