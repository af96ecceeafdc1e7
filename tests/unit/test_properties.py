"""What holds for every node and every description, on generated answers and intents."""

import copy
from ipaddress import IPv4Address, IPv6Address

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import parsing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.concerns.dns_registration.state import write
from tests.unit.emulated_node import ARGUMENTS_OF

SHAPE = dns_registration.SHAPES["read_dns_registration"]
always = settings(max_examples=150)

# ASCII and a few characters from elsewhere: enough to be unusual, and no table of all characters to be built first.
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.sampled_from([*map(chr, range(32, 127)), "\t", "ä", "ß", "İ", "☃", "\u2028", "\0"]), max_size=20)
NAMES = ("intranet.example.com", "intranet")
KNOWN = [IPv4Address("10.0.0.10") + n for n in range(4)] + [IPv6Address("2001:db8::10") + n for n in range(4)]
FURTHER = ["10.9.1.5", "fe80::11", "2001:db8:9::1"]


def spellings(address):
    if address.version == 4:
        return [str(address)]
    return [str(address), address.exploded.upper(), f"{address}%4"]


@st.composite
def intents(draw):
    own, virtual = draw(
        st.permutations(KNOWN).flatmap(
            lambda known: st.tuples(st.integers(1, 3), st.integers(1, 3)).map(
                lambda cut: (known[: cut[0]], known[cut[0] : cut[0] + cut[1]])
            )
        )
    )
    return {
        "own_addresses": [str(address) for address in own],
        "virtual_addresses": [str(address) for address in virtual],
        "names": list(NAMES),
    }


@st.composite
def answers(draw, own=()):
    """A node with up to four adapters, which carries at least these own addresses.

    An address may be there more than once and in any spelling, but a text only once an adapter.
    """
    texts = st.sampled_from([text for address in KNOWN for text in spellings(address)] + FURTHER)
    number = st.sampled_from([None, 0, 1, 2, 2**32 - 1])
    adapters = [
        {
            "id": f"{{{index}}}",
            "index": index,
            "name": draw(TEXT),
            "registers": draw(st.none() | st.booleans()),
            "disable_dynamic_update": draw(number),
            "ipv6_settings": draw(st.booleans()),
            "registration_enabled_ipv6": draw(number),
            "dns_servers": draw(st.lists(st.sampled_from(["10.0.0.2", "10.0.0.3"]))),
            "dns_suffix": draw(TEXT),
            "addresses": [
                {"address": text, **draw(of_an_address())} for text in draw(st.lists(texts, unique=True, max_size=5))
            ],
        }
        for index in range(draw(st.integers(1 if own else 0, 4)))
    ]
    for address in own:
        bound = draw(st.sampled_from(adapters))["addresses"]
        if address not in [there["address"] for there in bound]:
            bound.append({"address": address, **draw(of_an_address())})
    return {
        "adapters": adapters,
        "disable_dynamic_update": draw(number),
        "registration_enabled": draw(number),
        "policies": {"registration_enabled": draw(number), "register_adapter_name": draw(number)},
        "dns_server_role": {
            "running": draw(st.booleans()),
            "publish_addresses": draw(st.none() | TEXT),
            "listen_addresses": draw(st.none() | TEXT),
        },
        "hosts": draw(
            st.lists(TEXT | st.sampled_from([f"10.0.0.1 {name}" for name in NAMES] + ["10.0.0.1 INTRANET. # x"]))
        ),
        "suffix_search_list": draw(st.lists(TEXT, max_size=2)),
        "started": "2026-01-05 06:00:00",
        "earlier": {"started": None, "values": [], "problem": None},
    }


@st.composite
def of_an_address(draw):
    return {
        "skip_as_source": draw(st.booleans()),
        "persistent_skip_as_source": draw(st.none() | st.booleans()),
        "state": draw(st.sampled_from(["Preferred", "Preferred", "Preferred", "Tentative", "Deprecated"])),
    }


INTENTS = {**{name: st.just(given) for name, given in ARGUMENTS_OF.items()}, "dns_registration": intents()}


@st.composite
def fixable(draw):
    """An answer and an intent that fit, so that no drift is unchanged because an own address is missing."""
    intent = draw(intents())
    return draw(answers(intent["own_addresses"])), intent


def of_shape(shape):
    """Any value of a payload's shape, whether or not Windows would print it."""
    if isinstance(shape, dict):
        return st.fixed_dictionaries({name: of_shape(inner) for name, inner in shape.items()})
    if isinstance(shape, list):
        return st.lists(of_shape(shape[0]), max_size=3)
    if isinstance(shape, tuple):
        return st.one_of(*map(of_shape, shape))
    return {None: st.none(), str: TEXT, int: st.integers(), bool: st.booleans(), float: NUMBERS}[shape]


def look(answer, intent):
    plan = Plan.from_arguments(dns_registration, intent)
    return Reading(plan, tuple(dns_registration.findings([answer], plan.intent)), (answer,))


def written(answer, changes):
    """With what is left behind until the node restarts."""
    state = {"dns_registration": copy.deepcopy(answer)}
    for call in dns_registration.writes(changes, [answer], {}) if changes else ():
        write(state, call.arguments)
    return state["dns_registration"]


def flat(value, path=()):
    """Every setting of an answer under the path that a finding's key uses."""
    if isinstance(value, dict):
        return {key: leaf for name in value for key, leaf in flat(value[name], (*path, name)).items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        items = {(*path, next(iter(item.values()))): item for item in value}
        return {key: leaf for where, item in items.items() for key, leaf in flat(item, where).items()}
    return {path: value}


@always
@given(answers(), intents())
def test_generated_answers_have_the_shape_that_the_payload_prints(answer, intent):
    assert mismatch(answer, SHAPE) is None


@always
@given(fixable())
def test_after_a_fix_nothing_is_left_to_fix_and_only_what_was_planned_has_moved(node):
    answer, intent = node
    changes = look(answer, intent).changes()
    after = written(answer, changes)
    assert look(after, intent).drift() == []
    before, now = (flat({**one, "earlier": None}) for one in (answer, after))
    assert {key: now[key] for key in now if now[key] != before[key]} == {f.key: f.wanted for f in changes}
    assert before.keys() == now.keys()


@always
@given(fixable())
def test_a_rollback_of_the_journal_restores_exactly_the_first_answer(node):
    answer, intent = node
    changes = look(answer, intent).changes()
    entry = journal.entry("run", "2026-01-31T08:00:00+00:00", "dns_registration", intent, changes)
    after = written(answer, changes)
    (kept,) = parsing.parse({"entries": [{"id": entry.id, "text": entry.text()}]})
    assert kept == entry
    back, conflicts = rollback.inverse(journal.changes([kept]), look(after, kept.arguments))
    assert conflicts == []
    assert written(after, back) == answer


@always
@given(fixable(), st.data())
def test_a_fix_that_was_killed_half_way_is_rolled_back_too(node, data):
    answer, intent = node
    changes = look(answer, intent).changes()
    half = written(answer, [finding for finding in changes if data.draw(st.booleans())])
    back, conflicts = rollback.inverse(
        journal.changes([journal.entry("run", "", "dns_registration", intent, changes)]), look(half, intent)
    )
    assert conflicts == []
    assert written(half, back) == answer


@always
@given(answers(), intents())
def test_the_same_answer_is_judged_the_same_twice_and_not_touched(answer, intent):
    first = copy.deepcopy(answer)
    assert look(answer, intent) == look(answer, intent)
    assert answer == first


@always
@given(answers(), intents())
def test_every_control_has_its_findings_whatever_the_node_answers(answer, intent):
    found = look(answer, intent).findings
    assert {f.control for f in found} <= set(identifiers(dns_registration.CONTROLS))
    # Where the node has none of the addresses in question there is no SkipAsSource to look at.
    assert {f.control for f in found} >= {"DNS-1", "DNS-3", "DNS-6"}
    assert all(f.state is not State.WAIVED for f in found)


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
@always
@given(st.data())
def test_no_answer_of_the_right_shape_makes_an_audit_fail(concern, data):
    plan = Plan.from_arguments(concern, data.draw(INTENTS[concern.NAME]))

    def ask(calls, stop=False):
        shapes = {call.payload: concern.SHAPES[call.payload] for call in calls}
        answers = (exchange.Answer(name, data.draw(of_shape(shape))) for name, shape in shapes.items())
        return exchange.Reply({}, tuple(answers))

    (reading,) = audit_node([plan], ask)
    if reading.problem is not None:
        assert [(f.control, f.state) for f in reading.findings] == [
            (c, State.UNKNOWN) for c in identifiers(concern.CONTROLS)
        ]
    else:
        assert reading.findings
        reading.view()
        reading.settings()
