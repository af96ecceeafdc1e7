"""Documentation, argument specs and the roles' argument specs have the same options."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    AFTER_NODES,
    CONCERNS,
    CONTROLS,
    EVERY_CONCERN,
    IDENTIFIERS,
    NAMES,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import options
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.concern import ConcernAction

from lab.faults import CLIENTS, DOMAIN_CONTROLLERS, FAULTS, WHOLE, Fault

ROOT = Path(__file__).parent.parent.parent
# A concern without a document is another test's finding.
DOCUMENTED = [
    fault
    for fault in (*FAULTS, *WHOLE, *CLIENTS, *DOMAIN_CONTROLLERS)
    if (ROOT / "docs" / f"{fault.name.partition('/')[0]}.md").exists()
]
ACTIONS = "ansible_collections.nlb.kerberos.plugins.action"


def stems(folder: str) -> list[str]:
    return sorted(path.stem for path in (ROOT / folder).glob("*.py"))


def loaded(module: str) -> Any:
    return import_module(f"{ACTIONS}.{module}").ActionModule


def spec(module: str) -> dict[str, Any]:
    """What the module takes: a concern's by its own rule, because its action plugin makes it for each task."""
    action = loaded(module)
    if not issubclass(action, ConcernAction):
        found: dict[str, Any] = action.argument_spec
        return found
    return {**action.concern.ARGUMENT_SPEC, **action.concern.SECRETS, **options.CONCERN_OPTIONS}


SPECS: dict[str, dict[str, Any]] = {module: spec(module) for module in stems("plugins/action")}
REMEDIES = {c.NAME: {control.remedy for control in (*c.CONTROLS, *c.FARM_CONTROLS)} for c in CONCERNS}
# What only reports and hands off has nothing that a role could do.
FIXED = [concern for concern in CONCERNS if REMEDIES[concern.NAME] - {Remedy.REPORT, Remedy.HAND_OFF}]
# A role works over the host's own connection: the option node is for single tasks that are delegated.
ROLE_SPECS = {
    concern.NAME: {o: spec for o, spec in SPECS[concern.NAME].items() if o not in ("node", "_payloads")}
    for concern in FIXED
}
COMPARED = ("type", "elements", "required", "default", "choices")


@cache
def ansible_doc(kind: str) -> dict[str, Any]:
    names = SPECS if kind == "module" else [concern.NAME for concern in FIXED]
    command = ["ansible-doc", "-t", kind, "--json", *(f"nlb.kerberos.{name}" for name in names)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def essence(options: dict[str, Any], inner: str) -> dict[str, Any]:
    return {
        name: {
            **{field: option[field] for field in COMPARED if option.get(field) not in (None, False)},
            **({inner: essence(option[inner], inner)} if option.get(inner) else {}),
        }
        for name, option in options.items()
    }


def headings(page: Path) -> set[str]:
    """As GitHub makes links to them."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


def named(document: str) -> set[str]:
    """Controls, with those that "AUTH-1 to AUTH-5" leaves out."""
    found = set(re.findall(r"\b(?:ACL|AUTH|DNS|EVENT|HOST|LIVE|LOG|NLB|POOL|SITE|SPN|ZONE)-\d+\b", document))
    for concern, first, last in re.findall(r"\b([A-Z]+)-(\d) to [A-Z]+-(\d)\b", document):
        found |= {f"{concern}-{number}" for number in range(int(first), int(last) + 1)}
    return found


def renamed(text: Any) -> Any:
    return json.loads(json.dumps(text).replace('"suboptions"', '"options"'))


def test_every_module_has_an_action_and_the_other_way_round() -> None:
    assert stems("plugins/modules") == stems("plugins/action")


def test_a_concerns_action_is_of_this_concern() -> None:
    of_concerns = {name: action.concern for name in SPECS if issubclass(action := loaded(name), ConcernAction)}
    assert of_concerns == {concern.NAME: concern for concern in CONCERNS}


@pytest.mark.parametrize("name", SPECS)
def test_a_module_documents_the_options_it_takes(name: str) -> None:
    documented = ansible_doc("module")[f"nlb.kerberos.{name}"]["doc"]["options"]
    assert renamed(essence(documented, "suboptions")) == essence(SPECS[name], "options")


@pytest.mark.parametrize("name", [concern.NAME for concern in FIXED])
def test_a_role_takes_the_options_of_its_module(name: str) -> None:
    role = ansible_doc("role")[f"nlb.kerberos.{name}"]["entry_points"]["main"]["options"]
    module = {f"{name}_{option}": spec for option, spec in ROLE_SPECS[name].items()}
    assert essence(role, "options") == essence(module, "options")


@pytest.mark.parametrize("name", [concern.NAME for concern in FIXED])
def test_a_role_gives_each_option_a_default_from_the_description(name: str) -> None:
    defaults = yaml.safe_load((ROOT / "roles" / name / "defaults" / "main.yml").read_text(encoding="utf-8"))
    assert set(defaults) - {f"{name}_arguments"} == {f"{name}_{option}" for option in ROLE_SPECS[name]}


@pytest.mark.parametrize("name", [concern.NAME for concern in CONCERNS])
def test_a_concern_is_in_every_folder(name: str) -> None:
    for path in (
        f"plugins/module_utils/concerns/{name}/concern.py",
        f"docs/{name}.md",
        f"lab/concerns/{name}/faults.py",
        f"tests/decisions/{name}",
        f"extensions/molecule/{name}/verify.yml",
    ):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("name", NAMES)
def test_a_concern_of_a_node_or_of_the_farm_is_documented(name: str) -> None:
    lab = "lab/site" if name in AFTER_NODES else f"lab/concerns/{name}/faults.py"  # a simulated node takes no ticket
    for path in (f"docs/{name}.md", lab, f"tests/decisions/{name}"):
        assert (ROOT / path).exists(), path
    assert f"[{name}](docs/{name}.md) |" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [concern.NAME for concern in FIXED])
def test_a_concern_that_fixes_has_a_role_that_a_fix_runs(name: str) -> None:
    assert (ROOT / f"roles/{name}/README.md").exists()
    of_fix = [(ROOT / "playbooks" / f"{one}.yml").read_text(encoding="utf-8") for one in ("fix_kerberos", "fix_nodes")]
    assert any(f"name: nlb.kerberos.{name}\n" in text for text in of_fix)


@pytest.mark.parametrize("concern", EVERY_CONCERN, ids=lambda concern: f"{concern.NAME}-{concern.SCOPE}")
def test_a_concerns_document_has_its_controls(concern: Concern) -> None:
    document = (ROOT / "docs" / f"{concern.NAME}.md").read_text(encoding="utf-8")
    for control in identifiers((*concern.CONTROLS, *concern.FARM_CONTROLS)):
        assert f"| {control} |" in document


@pytest.mark.parametrize("control", IDENTIFIERS)
def test_what_is_left_to_the_reader_of_a_report_is_said_for_each_control(control: str) -> None:
    assert f"| {control} |" in (ROOT / "docs" / "left-to-you.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("control", [control.id for control in CONTROLS if control.step is not Step.LATENT])
def test_each_control_on_a_tickets_path_belongs_to_a_symptom(control: str) -> None:
    assert control in named((ROOT / "docs" / "symptoms.md").read_text(encoding="utf-8"))


def test_symptoms_name_only_controls_that_there_are() -> None:
    assert named((ROOT / "docs" / "symptoms.md").read_text(encoding="utf-8")) <= set(IDENTIFIERS)


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in ROOT.glob("docs/*.md")} - {"README.md"}
    assert pages == set(re.findall(r"\]\(([^)]+)\)", index))


@pytest.mark.parametrize("fault", DOCUMENTED, ids=lambda fault: fault.name)
def test_a_fault_is_in_its_concerns_document(fault: Fault) -> None:
    concern, _, name = fault.name.partition("/")
    row = f"| {name} | {fault.number} | {fault.step} | {fault.title} |"
    assert row in (ROOT / "docs" / f"{concern}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md"], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#:]*)#?([^):]*)\)", path.read_text(encoding="utf-8")):
        led = path.parent / target if target else path
        assert led.exists(), target
        assert not heading or heading in headings(led), f"{target}#{heading}"
