"""What ansible-builder makes of the project, as far as that goes without building an image."""

from __future__ import annotations

import subprocess
from pathlib import Path

import yaml

from tests.playbooks.controller import ROOT

NEEDS = ["pywinrm>=0.5.0,<0.6", "sansldap>=0.1.0,<0.2", "dnspython>=2.9,<3"]


def ansible_builder(*arguments: str) -> str:
    done = subprocess.run(["ansible-builder", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_execution_environment_has_ansible_and_what_the_collection_needs(tmp_path: Path) -> None:
    output = ansible_builder("create", "--file", "execution-environment.yml", "--context", str(tmp_path))
    assert "outdated" not in output
    requirements = (tmp_path / "_build" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in requirements if not line.startswith("#")] == NEEDS
    system = (tmp_path / "_build" / "bindep.txt").read_text(encoding="utf-8").splitlines()
    assert system == [f"python3-gssapi [platform:{kind}]" for kind in ("rpm", "dpkg")]
    (recipe,) = (path for name in ("Containerfile", "Dockerfile") if (path := tmp_path / name).exists())
    assert "ansible-core>=2.19,<2.22" in recipe.read_text(encoding="utf-8")


def test_the_collection_declares_what_it_needs() -> None:
    needs = yaml.safe_load(ansible_builder("introspect", "collections").split("---")[1])
    assert needs == {"python": [f"{need}  # from collection nlb.kerberos" for need in NEEDS], "system": []}
