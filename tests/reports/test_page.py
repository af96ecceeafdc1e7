"""The page in a browser: it loads nothing, is accessible, works by keyboard, without script, on paper, in Jenkins."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.html import html

from tests.reports.sample_report import every_state, histories
from tests.reports.synthetic import synthetic
from tests.reports.tools import node_module, tool

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.xdist_group("browser")

# As Jenkins sends files of a build, unless its administrator has set another one.
JENKINS = "sandbox; default-src 'none'; style-src 'self'"
WIDE, NARROW = 1200, 375
PAPER = 1032  # an A4 sheet across, without its margins
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(tool("chromium")), args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """sample: each state, with hostile texts; alike: the same, all farms as described; large: two farms of 20 nodes."""
    folder = tmp_path_factory.mktemp("pages")
    described = [farm for farm in every_state()["farms"] if farm["status"] == "compliant"]
    for name, report in (
        ("sample", every_state()),
        ("alike", {**every_state(), "status": "compliant", "farms": described}),
        ("large", synthetic(farms=2)),
    ):
        (folder / f"{name}.html").write_text(html(report, histories())[""], encoding="utf-8")
    return folder


@pytest.fixture
def open_page(browser: Any, files: Path) -> Iterator[Open]:
    """Opens a page; fails at the end where one asked for more than itself, or wrote to the console."""
    told: list[str] = []
    contexts = []

    def opened(name: str = "sample", address: str = "", width: int = WIDE, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.add_init_script("window.alerted = 0; window.alert = () => { window.alerted += 1; };")
        page = context.new_page()
        wanted = address or (files / f"{name}.html").as_uri()
        if not address:  # under a header that forbids the style, the browser says so
            page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: None if request.url.split("#")[0] == wanted else told.append(request.url))
        page.goto(wanted)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["sample", "alike"])
def test_axe_finds_no_fault(open_page: Open, name: str, scheme: str) -> None:
    page = open_page(name, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=node_module("axe-core") / "axe.min.js")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert found["passes"]


def test_html_validate_finds_no_fault(files: Path) -> None:
    program = node_module("html-validate") / "bin" / "html-validate.mjs"
    done = subprocess.run(
        [str(tool("node")), str(program), *map(str, sorted(files.glob("*.html")))],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=files,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def shown_findings(page: Any) -> int:
    return int(page.locator(".finding:visible").count())


def test_the_filter_works_by_keyboard(open_page: Open) -> None:
    page = open_page()
    whole = shown_findings(page)
    words = page.locator("#words")
    for _ in range(60):
        page.keyboard.press("Tab")
        if words.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("shop1 dns-1")
    assert shown_findings(page) == 1
    assert page.locator("#count").inner_text().startswith(f"1 of {whole} findings shown.")
    page.keyboard.press("Enter")
    assert "shop" in page.locator(".farm:visible h3").inner_text()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("count => document.querySelectorAll('.finding:not([hidden])').length === count", arg=whole)


@pytest.mark.parametrize(("state", "count"), [("new", 2), ("drift", 6), ("pending", 1), ("waived", 1)])
def test_the_filter_takes_a_state(open_page: Open, state: str, count: int) -> None:
    page = open_page()
    page.locator("#state").select_option(state)
    assert shown_findings(page) == count


def test_the_count_is_told_to_who_does_not_see_it(open_page: Open) -> None:
    assert open_page().locator("#count").get_attribute("aria-live") == "polite"


def assert_every_finding_is_visible(page: Any) -> None:
    """Each with its control and its subject, as it is drawn."""
    text = " ".join(page.locator("body").inner_text().split())
    for farm in every_state()["farms"]:
        for check in checks(farm):
            if check.finding:
                subject = "" if check.subject == EVERYTHING else shown(check.subject)
                assert " ".join(f"{check.control} {subject}".split()) in text
                assert " ".join(shown(check.reason).split()) in text


def test_without_its_script_every_finding_is_visible(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    assert_every_finding_is_visible(page)
    assert not page.locator("form").is_visible()


class AsJenkins(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", JENKINS)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def jenkins(files: Path) -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), partial(AsJenkins, directory=files)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sample.html"
        server.shutdown()


def test_in_jenkins_it_is_readable(open_page: Open, jenkins: str) -> None:
    """Neither style nor script is carried out there."""
    page = open_page(address=jenkins)
    assert page.locator("body").evaluate("body => getComputedStyle(body).maxWidth") == "none"
    assert_every_finding_is_visible(page)
    assert not page.locator("form").is_visible()
    assert page.locator("details[open]").count() == 5
    assert page.locator(".first pre").is_visible()
    assert page.locator(".first .steps").first.is_visible()


@pytest.mark.parametrize("name", ["sample", "large"])
def test_it_can_be_printed(open_page: Open, name: str) -> None:
    printed = open_page(name).pdf()
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 20_000


def test_what_is_printed_is_whole(open_page: Open) -> None:
    page = open_page()
    page.locator("#words").fill("no such word")
    assert shown_findings(page) == 0
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert_every_finding_is_visible(page)
    assert page.locator("details:not([open])").count() == 0


@pytest.mark.parametrize("name", ["sample", "large"])
def test_on_paper_no_table_is_cut_off(open_page: Open, name: str) -> None:
    page = open_page(name, width=PAPER)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER


def test_hostile_text_does_nothing(open_page: Open) -> None:
    page = open_page()
    assert page.evaluate("window.alerted") == 0
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, i, a:not([href^='#'])").count() == 0


@pytest.mark.parametrize("name", ["sample", "alike", "large"])
def test_on_a_phone_only_tables_scroll_sideways(open_page: Open, name: str) -> None:
    page = open_page(name, width=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    scrolled = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) =>
            one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "auto"
            && (one.tabIndex !== 0 || !one.getAttribute("aria-label"))).length"""
    )
    assert scrolled == 0


@pytest.mark.parametrize("name", ["sample", "large"])
def test_on_a_phone_what_could_not_be_checked_and_findings_are_read_without_scrolling(
    open_page: Open, name: str
) -> None:
    page = open_page(name, width=NARROW)
    assert page.locator(".stack").count() >= 4
    assert page.evaluate(
        "[...document.querySelectorAll('.stack')].filter((one) => one.scrollWidth > one.clientWidth).length"
    ) == 0  # fmt: skip


def test_each_cell_of_a_table_that_is_a_block_on_a_phone_has_the_heading_of_its_column(open_page: Open) -> None:
    """Which is before it there. The first cell of a row needs none; in a further row of a finding it is above."""
    wrong = open_page().evaluate(
        """() => [...document.querySelectorAll(".stack table")].flatMap((table) => {
            const headings = [...table.querySelectorAll("thead th")].map((one) => one.textContent).slice(1);
            return [...table.querySelectorAll("tbody tr")]
                .map((row) => [...row.querySelectorAll("td")].map((cell) => cell.dataset.label))
                .filter((labels) => labels.join("|") !== headings.join("|"));
        })"""
    )
    assert wrong == []


def test_no_name_of_a_node_is_broken_in_the_table_of_nodes(open_page: Open) -> None:
    rows = [row.bounding_box()["height"] for row in open_page("large").locator(".matrix tbody tr").all()]
    assert min(rows) < 30  # one line


def test_the_verdict_leads_to_what_could_not_be_checked(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("link", name="19 checks could not be made, for 3 reasons").click()
    assert page.url.endswith("#unknown")


def test_a_link_to_a_farm_opens_it(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("link", name="reports").click()
    page.wait_for_function("document.querySelector(location.hash).open")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_link_is_large_enough_to_be_touched(open_page: Open, width: int) -> None:
    boxes = [link.bounding_box() for link in open_page(width=width).locator("a").all()]
    assert boxes
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)
