"""write_authentication in the engine, where a place below would have a provider twice, or cannot be read any more."""

from typing import Any

import pytest

from lab.facts import authentication
from lab.windows.worker import Engine
from tests.payloads.authentication.node import REPORTS, ROOT, SECTION, SHOW, node, write
from tests.payloads.authentication.test_writing import tags
from tests.payloads.exchange import Call, ask

BOTH = {"providers": ["Negotiate", "NTLM"]}


def adding(path: str, **further: Any) -> dict[str, Any]:
    """NTLM alone at the root; this place adds Negotiate to it."""
    state = node(**further)
    authentication.of(state, "/")["windows"]["providers"] = ["NTLM"]
    found = authentication.of(state, path) if path == "/reports" else authentication.below(state, "/", path.strip("/"))
    found["windows"]["providers"] = ["NTLM", "Negotiate"]
    found["added"] = ["Negotiate"]
    return state


def test_what_a_place_adds_to_inherited_providers_is_read(engine: Engine) -> None:
    state = adding("/images")
    answer = ask(engine, state, Call("read_authentication"))
    assert answer.data == state["authentication"]


def test_a_provider_that_would_be_there_twice_is_refused_before_anything_is_written(engine: Engine) -> None:
    state = adding("/images")
    before, refused, after = ask(
        engine, state, SHOW, write({"location": ROOT, "windows": BOTH}, read_from=state), SHOW
    ).answers
    assert refused["error"]["message"].startswith(
        "Intranet/images adds Negotiate to the providers that it inherits, and is to inherit it too, so IIS would "
        "answer 500.19 there: nothing was written"
    )
    assert after["data"] == before["data"]


def test_an_application_that_adds_providers_is_written_down_with_clear(engine: Engine) -> None:
    state = adding("/reports")
    done, shown = ask(engine, state, write({"location": ROOT, "windows": BOTH}, read_from=state), SHOW).answers
    assert "error" not in done
    providers = ["<providers>", "<clear>", '<add value="NTLM">', '<add value="Negotiate">']
    assert [one for one in tags(shown["data"]["text"])["Intranet/reports"] if one in providers] == providers


def test_an_application_that_adds_providers_and_is_written_itself(engine: Engine) -> None:
    state = adding("/reports")
    changes = [{"location": location, "windows": BOTH} for location in (ROOT, REPORTS)]
    answer = ask(engine, state, write(*changes, read_from=state))
    assert answer.data == {}
    for path in ("/", "/reports"):
        found = authentication.of(answer.state, path)
        assert (found["windows"]["providers"], found["added"]) == (BOTH["providers"], [])


IN_WEB_CONFIG = SECTION.format("").replace(
    " />", '><providers><add value="Negotiate" /></providers></windowsAuthentication>', 1
)


@pytest.mark.parametrize("folder", ["inetpub/intranet/docs", "inetpub/intranet/docs/old"])
def test_a_web_config_below_that_adds_providers_is_found_where_its_section_is_unlocked(
    engine: Engine, folder: str
) -> None:
    state = node(iis_configuration={"files": {f"{folder}/web.config": IN_WEB_CONFIG}})
    for location in state["authentication"]["locations"][1:]:
        location["unlocked"] = ["windows"]
        location["windows"]["providers"] = ["NTLM"]
    before, refused, after = ask(
        engine, state, SHOW, write({"location": ROOT, "windows": BOTH}, read_from=state), SHOW
    ).answers
    place = folder.replace("inetpub/intranet", "Intranet")
    assert refused["error"]["message"].startswith(f"{place} adds Negotiate to the providers that it inherits")
    assert after["data"] == before["data"]


def test_a_change_after_which_a_place_cannot_be_read_is_taken_back(engine: Engine) -> None:
    """Another administrator adds the same provider below, right after our commit."""
    rival = {"replaced": '<add value="x" />', "by": '<add value="Negotiate" />', "late": True}
    state = adding("/images", iis_configuration={"rivals": 1, "rival": rival})
    images = authentication.of(state, "/images")
    images["windows"]["providers"], images["added"] = ["NTLM", "x"], ["x"]
    call = write({"location": ROOT, "windows": BOTH}, read_from=state)
    done, read = ask(engine, state, call, Call("read_authentication")).answers
    assert done["error"]["message"].startswith(
        "a place could not be read after the change, which was taken back: Intranet/images: "
    )
    found = {one["location"]: one for one in read["data"]["locations"]}
    assert found[ROOT]["windows"]["providers"] == ["NTLM"]
    assert (found["Intranet/images"]["problem"], found["Intranet/images"]["windows"]["providers"]) == (
        "",
        ["NTLM", "Negotiate"],
    )


def test_a_place_that_could_not_be_read_before_stops_no_change(engine: Engine) -> None:
    state = node()
    state["authentication"]["locations"].append(authentication.damaged("Intranet", "/old", "/"))
    answer = ask(engine, state, write({"location": ROOT, "anonymous": True}, read_from=state))
    assert answer.data == {}
    assert authentication.of(answer.state, "/")["anonymous"] is True


def test_a_rollback_needs_no_place_that_cannot_be_read(engine: Engine) -> None:
    """The former value is written, and what was there twice is there once again."""
    state = node()
    state["authentication"]["locations"].append(authentication.damaged("Intranet", "/old", "/"))
    back = write({"location": ROOT, "windows": {"providers": ["NTLM"]}}, read_from=state)
    done, read = ask(engine, state, back, Call("read_authentication")).answers
    assert "error" not in done
    found = {one["location"]: one for one in read["data"]["locations"]}
    assert found[ROOT]["windows"]["providers"] == ["NTLM"]
    assert (found["Intranet/old"]["problem"], found["Intranet/old"]["windows"]["providers"]) == (
        "",
        ["NTLM", "Negotiate"],
    )
    assert found[REPORTS]["windows"]["providers"] == ["Negotiate", "NTLM"]
