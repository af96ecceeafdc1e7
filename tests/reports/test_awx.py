"""playbooks/awx.yml uses modules of a collection that is not installed here: their documented options are recorded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml

from tests.reports.record_awx_options import RECORDED, ROOT, used

MODULES: dict[str, dict[str, Any]] = json.loads(RECORDED.read_text(encoding="utf-8"))["modules"]
TYPES = {"bool": bool, "int": int, "str": str, "dict": dict, "list": list}
TASKS = [pytest.param(module, given, id=f"{module}: {given['name']}") for module, given in used()]

# Takes what the real module documents, writes down what it was given, and changes nothing.
STAND_IN = """
import json
from pathlib import Path
from ansible.module_utils.basic import AnsibleModule

OPTIONS = json.loads({options!r})
module = AnsibleModule(argument_spec=OPTIONS)
given = {{name: value for name, value in module.params.items() if value is not None}}
with Path({path!r}).open("a") as file:
    file.write(json.dumps([{name!r}, given]) + chr(10))
module.exit_json(changed=False)
"""


def played(folder: Path, variables: dict[str, Any]) -> tuple[int, str, list[Any]]:
    """The playbook with stand-ins for the collection's modules: what each of them was given."""
    path = folder / "given.jsonl"
    modules = folder / "ansible_collections" / "awx" / "awx" / "plugins" / "modules"
    modules.mkdir(parents=True)
    for name, options in MODULES.items():
        text = STAND_IN.format(options=json.dumps(options), path=str(path), name=name)
        (modules / f"{name}.py").write_text(text, encoding="utf-8")
    given = json.dumps({**variables, "ansible_python_interpreter": sys.executable})
    done = subprocess.run(
        ["ansible-playbook", "-i", "localhost,", "-c", "local", "playbooks/awx.yml", "-e", given],
        cwd=ROOT,
        env={**os.environ, "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"), "ANSIBLE_COLLECTIONS_PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return done.returncode, done.stdout + done.stderr, [json.loads(line) for line in lines]


def objections(module: str, given: dict[str, Any]) -> list[str]:
    """What the module would refuse. What an expression becomes is not known here."""
    known = MODULES[module]
    found = [f"{name} is no option" for name in given if name not in known]
    found += [f"{name} is required" for name, option in known.items() if option.get("required") and name not in given]
    for name, value in given.items():
        option = known.get(name)
        if option is None or (isinstance(value, str) and "{{" in value):
            continue
        if not isinstance(value, TYPES.get(option.get("type", "str"), object)):
            found.append(f"{name} is a {option['type']}")
        if "choices" in option and value not in option["choices"]:
            found.append(f"{name} is one of {option['choices']}")
    return found


@pytest.mark.parametrize(("module", "given"), TASKS)
def test_a_task_gives_options_that_its_module_has(module: str, given: dict[str, Any]) -> None:
    assert objections(module, given) == []


def test_a_misspelt_option_is_found() -> None:
    given = {"name": "x", "job_slices_count": 1, "job_type": "fix", "become_enabled": "on"}
    assert objections("job_template", given) == [
        "job_slices_count is no option",
        "job_type is one of ['run', 'check']",
        "become_enabled is a bool",
    ]


def test_no_template_is_sliced_and_each_plays_a_playbook_that_there_is() -> None:
    for module, given in used():
        if module == "job_template":
            assert given["job_slice_count"] == 1
            assert (ROOT / given["playbook"]).exists()


def test_no_template_fixes_but_in_check_mode() -> None:
    fixes = [given for module, given in used() if module == "job_template" and "audit" not in given["playbook"]]
    assert fixes
    for given in fixes:
        assert given["job_type"] == "check"
        assert [given[f"ask_{name}_on_launch"] for name in ("job_type", "variables", "limit", "tags")] == [False] * 4


def test_secrets_are_credentials_that_are_named() -> None:
    text = (ROOT / "playbooks" / "awx.yml").read_text(encoding="utf-8")
    assert "password" not in text
    assert "token" not in text
    (play,) = yaml.safe_load(text)
    assert all(isinstance(name, str) for name in play["vars"]["awx_credentials"])


def test_what_awx_is_told(tmp_path: Path) -> None:
    farms = [{"name": "intranet"}, {"name": "shop", "hosts": "shop_nodes"}]
    variables = {"awx_farms": farms, "awx_webhook": "https://example.com/hook", "awx_minutes_between": 90}
    code, said, given = played(tmp_path, variables)
    assert code == 0, said
    schedules = [options for module, options in given if module == "schedule"]
    assert [(s["unified_job_template"], s["rrule"]) for s in schedules] == [
        ("Kerberos audit: intranet", "DTSTART;TZID=UTC:20260101T021500 RRULE:FREQ=DAILY;INTERVAL=1"),
        ("Kerberos audit: shop", "DTSTART;TZID=UTC:20260101T034500 RRULE:FREQ=DAILY;INTERVAL=1"),
    ]
    templates = {options["name"]: options for module, options in given if module == "job_template"}
    assert {s["unified_job_template"] for s in schedules} < set(templates)
    shop = templates["Kerberos audit: shop"]
    assert shop["extra_vars"] == {"kerberos_hosts": "shop_nodes"}
    assert shop["notification_templates_error"] == ["Kerberos audit has failed"]
    assert templates["Kerberos fix in check mode: shop"]["job_type"] == "check"

    (notification,) = [options for module, options in given if module == "notification_template"]
    body = jinja2.Template(notification["messages"]["error"]["body"])
    job = {"id": 7, "name": 'Kerberos audit: "intranet"', "artifacts": {"kerberos_status": "drift"}}
    job |= {"job_explanation": ""}
    sent = json.loads(body.render(job=job, url="https://example.com/7"))
    assert (sent["name"], sent["status"], sent["summary"]) == ('Kerberos audit: "intranet"', "drift", "")
    assert json.loads(body.render(job={**job, "artifacts": {}}, url=""))["status"] == "no report"


def test_without_a_farm_awx_is_told_nothing(tmp_path: Path) -> None:
    code, said, given = played(tmp_path, {})
    assert (code, given) == (2, [])
    assert "awx_farms" in said
