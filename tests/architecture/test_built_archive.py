"""What an archive of the collection holds: the product, and nothing that an administrator has made in the checkout."""

from __future__ import annotations

import tarfile

import pytest

from tests.architecture.checkout import ROOT, build, copy_checkout, tracked

# Processes that share a session's tests would each make what all of these look at.
pytestmark = pytest.mark.xdist_group("built archive")

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
    "bin/kerberos-audit.env",
    "reports/page.html",
    "history/intranet.jsonl",
    "docs/intranet.html",
    "roles/app_pool/templates/secrets.txt",
    "extensions/eda/secrets.yml",
    "extensions/eda/rulebooks/vars/secrets.yml",
    "plugins/.secret.yml",
    "meta/.vault.yml",
    "requirements/mine.txt",
    "nlb-kerberos-0.0.9.tar.gz",
)
# Of these it has all that git knows; of extensions not molecule's scenarios, which need the lab.
WHOLE = (
    "bin/",
    "changelogs/",
    "docs/",
    "extensions/eda/rulebooks/",
    "extensions/prometheus/",
    "meta/",
    "plugins/",
    "roles/",
)
PRODUCT = {
    *("playbooks", "inventory", "requirements"),
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
    copy_checkout(folder)
    for name in MADE_HERE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("ansible_password: hunter2", encoding="utf-8")
    with tarfile.open(build(folder, folder.parent / "built")) as opened:
        return {member.name for member in opened.getmembers() if member.isfile()}


def test_it_holds_the_product_only(archive: set[str]) -> None:
    whole = {name.split("/")[0] for name in tracked() if name.startswith(WHOLE)}
    assert {name.split("/")[0] for name in archive} == PRODUCT | whole


def test_it_holds_the_inventories_to_copy_from_and_no_other(archive: set[str]) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "inventory").rglob("*") if path.is_file()}
    expected = {name for name in files if name.startswith(("inventory/example/", "inventory/awx/"))}
    assert {name for name in archive if name.startswith("inventory/")} == expected


def test_it_holds_every_file_of_the_product(archive: set[str]) -> None:
    expected = {name for name in tracked() if name.startswith(WHOLE)}
    expected |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "playbooks").rglob("*.yml")}
    assert expected <= archive


def test_it_holds_nothing_that_was_made_in_the_checkout(archive: set[str]) -> None:
    assert archive.isdisjoint(MADE_HERE)
