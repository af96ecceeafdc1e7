"""What goes to a node, and what is made of everything that may come back."""

import base64
import html
import json

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.bounds import ANSWER
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import CallError, NodeError, RefusedError

from tests.unit.emulated_node import scripts

READ = [Call("read_a"), Call("read_b")]
OWN = ["10.0.0.11"]
NODE = {
    "computer_name": "WEB1",
    "domain": "example.com",
    "addresses": ["10.0.0.11", "::1"],
    "powershell": "5.1.17763.1",
    "wrong_node": False,
    "time": "2026-01-31 08:00:00",
}
ANSWERS = [{"payload": "read_a", "data": {"x": "Büro ☃ 2"}}, {"payload": "read_b", "data": []}]
ERROR = {
    "message": "Access is denied",
    "type": "System.Exception",
    "id": "Access",
    "at": "At line:3 char:1\r\n+ Get-Item",
}
FIRST, SECOND = ANSWERS
FAILED = {"payload": "read_a", "error": ERROR}
SECRETS = {"password": "Pä:ss \"w<ö>rd'\n%&\\$", "key": ""}


def output(answers=ANSWERS, node=NODE):
    return encoded({"node": node, "answers": answers})


def encoded(value):
    return base64.b64encode(json.dumps(value).encode())


def reply(stdout, stderr=b"", stop=False):
    return exchange.reply(stdout, stderr, READ, stop, OWN)


def lines_of(stdin):
    head, *secrets = stdin.splitlines()
    return [head.decode("ascii"), *(base64.b64decode(line, validate=True).decode() for line in secrets)]


# -- request


def test_a_request_names_the_node_the_calls_and_when_to_stop():
    calls = [Call("read_a", {"depth": 2}), Call("read_a")]
    stdin = exchange.request(calls, ["10.0.0.11"], {"read_a": "'ä'"}, stop=True)
    (head,) = lines_of(stdin)
    assert json.loads(head) == {
        "addresses": ["10.0.0.11"],
        "computer": "",
        "stop": True,
        "calls": [
            {"payload": "read_a", "script": "'ä'", "arguments": {"depth": 2}, "secrets": []},
            {"payload": "read_a", "script": "'ä'", "arguments": {}, "secrets": []},
        ],
    }
    assert stdin.endswith(b"\r\n")


def test_secrets_are_lines_of_their_own_in_the_order_of_the_calls():
    calls = [Call("write_a", {"user": "x"}, SECRETS), Call("read_b"), Call("write_a", {}, {"password": "second"})]
    head, *secrets = lines_of(exchange.request(calls, [], {"write_a": "", "read_b": ""}, stop=True))
    assert secrets == [*SECRETS.values(), "second"]
    assert [call["secrets"] for call in json.loads(head)["calls"]] == [["password", "key"], [], ["password"]]
    assert "second" not in head
    assert json.dumps(SECRETS["password"]) not in head


def test_secrets_are_in_no_repr():
    call = Call("write_a", {"user": "x"}, {"password": "hunter2"})
    assert "hunter2" not in f"{call!r} {call} {[call]}"


def test_comments_and_indentation_are_left_out_but_line_numbers_stay():
    script = "# what\r\nparam($A)\n\n    # why\n$a = '# no comment'  \n$b # stays\n"
    assert exchange.bare(script).split("\n") == [
        "",
        "param($A)",
        "",
        "",
        "$a = '# no comment'",
        "$b # stays",
    ]


@pytest.mark.parametrize("name", sorted(scripts()))
def test_a_payload_keeps_every_line_in_its_place(name):
    for before, after in zip(scripts()[name].splitlines(), exchange.bare(scripts()[name]).split("\n"), strict=True):
        assert after == ("" if before.strip().startswith("#") else before.strip())


def test_the_command_fits_a_command_line_of_cmd_when_encoded():
    # As the winrm connection of ansible-core sends it; cmd.exe cuts at 8191 characters.
    start = "PowerShell -NoProfile -NonInteractive -ExecutionPolicy Unrestricted -EncodedCommand "
    command = exchange.command(scripts()["bootstrap"])
    assert len(start) + len(base64.b64encode(command.encode("utf-16-le"))) <= 8191
    assert not any(line.startswith(("#", " ")) or not line for line in command.split("\n"))
    assert "ConvertFrom-Json" in command


# -- reply: complete answers


@pytest.mark.parametrize(
    "stdout",
    [
        output(),
        output() + b"\r\n",
        b"\xef\xbb\xbf\r\nWARNING: profile\r\n\xff\xfe\r\n" + output() + b"\r\n\r\n",
        base64.b64encode(b"{}") + b"\n  " + output() + b"  ",
    ],
    ids=["bare", "with a line end", "after other lines", "after other base64, indented"],
)
def test_a_whole_answer_is_taken_from_the_last_line(stdout):
    found = reply(stdout, b"#< CLIXML")
    assert found.node == NODE
    assert found.answers == (exchange.Answer("read_a", {"x": "Büro ☃ 2"}), exchange.Answer("read_b", []))


def test_an_answer_without_data_is_null():
    assert reply(output([{"payload": "read_a"}, {"payload": "read_b", "data": 0}])).answers == (
        exchange.Answer("read_a", None),
        exchange.Answer("read_b", 0),
    )


@pytest.mark.parametrize(
    "stdout",
    [
        b"\xef\xbb\xbf" + output(),
        b"\xef\xbb\xbfprofile\r\n\xef\xbb\xbf" + output(),
        base64.b64encode(b"\xef\xbb\xbf" + base64.b64decode(output())),
        b"\xef\xbb\xbf" + base64.b64encode(b"\xef\xbb\xbf" + base64.b64decode(output())) + b"\r\n",
    ],
    ids=["before the output", "before both lines", "before the JSON", "before both"],
)
def test_a_byte_order_mark_is_no_part_of_an_answer(stdout):
    assert len(reply(stdout).answers) == 2


# -- reply: bounds


def test_an_answer_that_is_too_large_is_not_looked_at():
    with pytest.raises(NodeError, match=r"^the node's answer is larger than 16 MB, the most that is taken"):
        reply(b"x" * (ANSWER + 1))
    with pytest.raises(NodeError, match="that are not a complete answer"):
        reply(b"x" * ANSWER)


def test_the_error_of_a_payload_is_cut():
    error = {**ERROR, "message": "m" * 100_000, "at": "a" * 100_000}
    first, _ = reply(output([{"payload": "read_a", "error": error}, SECOND])).answers
    assert "(98000 more characters)" in str(first.error)
    assert len(str(first.error)) < 5000


def test_names_that_were_not_asked_for_are_cut():
    with pytest.raises(NodeError) as caught:
        reply(output([{"payload": "x" * 100_000}]))
    assert len(str(caught.value)) < 3000


def test_a_name_that_is_not_known_is_cut():
    with pytest.raises(NodeError) as caught:
        reply(output(node={**NODE, "x" * 100_000: 1}))
    assert len(str(caught.value)) < 300


# -- reply: the intended node


@pytest.mark.parametrize("addresses", [[], ["10.0.0.12"], ["fe80::1%4", "no address", "::1"]], ids=str)
def test_a_node_that_has_none_of_its_addresses_is_refused_whatever_it_says_of_itself(addresses):
    with pytest.raises(RefusedError, match="none of them is an own address of this node in the farm's description"):
        reply(output(node={**NODE, "addresses": addresses}))


@pytest.mark.parametrize("own", ["2001:db8::1:1", "2001:0DB8::1:1"])
def test_an_address_is_the_same_in_any_spelling(own):
    stdout = output(node={**NODE, "addresses": ["2001:db8:0:0::1:1%7"]})
    assert exchange.reply(stdout, b"", READ, False, [own]).node["computer_name"] == "WEB1"


def test_a_client_is_known_by_its_name_whatever_its_addresses_are():
    said = exchange.reply(output(), b"", READ, False, [], computer="web1")
    assert said.node["computer_name"] == "WEB1"
    with pytest.raises(RefusedError, match=r"^WEB1 answered, and not PC1, the computer_name in its desc"):
        exchange.reply(output(), b"", READ, False, [], computer="PC1")
    refused = output(node={**NODE, "computer_name": "PC1", "wrong_node": True})
    with pytest.raises(RefusedError, match=r"^PC1 answered"):
        exchange.reply(refused, b"", READ, False, [], computer="PC1")


# -- reply: secrets

CANARY = "C4n4ry <&> 'w\"x'"


def repeated(stdout, stderr=b""):
    calls = [Call("read_a", {}, {"password": CANARY}), Call("read_b")]
    return exchange.reply(stdout, stderr, calls, True, OWN)


@pytest.mark.parametrize("form", [str, json.dumps, html.escape, lambda text: base64.b64encode(text.encode()).decode()])
@pytest.mark.parametrize("member", ["message", "at"])
def test_an_error_that_repeats_a_secret_is_shown_without_it(form, member):
    error = {**ERROR, member: f"cannot log on with {form(CANARY)} today"}
    (answer,) = repeated(output([{"payload": "read_a", "error": error}])).answers
    assert "cannot log on with " in str(answer.error)
    assert " today" in str(answer.error)
    assert "C4n4ry" not in str(answer.error)
    assert base64.b64encode(CANARY.encode()).decode() not in str(answer.error)


@pytest.mark.parametrize(
    ("stdout", "stderr"),
    [
        (b"", f"x: {CANARY}".encode()),
        (b"", b"x" * 495 + CANARY.encode()),
        (b"", f'#< CLIXML\r\n<Objs><S S="Error">{html.escape(CANARY)}</S></Objs>'.encode()),
        (f"nlb.kerberos refused: {CANARY}".encode(), b""),
        (f"nlb.kerberos refused: {CANARY} is no administrator".encode(), b""),
        (output(node={**NODE, "wrong_node": True, "computer_name": CANARY}), b""),
        (output([{"payload": CANARY}]), b""),
    ],
    ids=["error output", "where it is cut", "CLIXML", "reason", "account", "name of the computer", "name of a payload"],
)
def test_no_message_repeats_a_secret(stdout, stderr):
    with pytest.raises(NodeError) as caught:
        repeated(stdout, stderr)
    assert "C4n" not in str(caught.value)


def test_the_data_of_an_answer_are_what_the_node_has():
    """They are compared and written; what is shown of them is another matter."""
    answer, _ = repeated(output([{"payload": "read_a", "data": CANARY}, SECOND])).answers
    assert answer.data == CANARY


# -- reply: no complete answer


@pytest.mark.parametrize("length", range(len(output())))
def test_an_answer_that_is_cut_is_none(length):
    with pytest.raises(NodeError, match="the node printed") as caught:
        reply(output()[:length])
    assert not isinstance(caught.value, CallError | RefusedError)


@pytest.mark.parametrize("length", range(1, len(output()), 7))
def test_an_answer_that_has_lost_its_beginning_is_none(length):
    with pytest.raises(NodeError, match="not a complete answer"):
        reply(output()[length:])


@pytest.mark.parametrize("character", [b"!", b"\0", b" ", "ä".encode(), b"_x0009_"])
def test_an_answer_with_something_else_in_its_middle_is_none(character):
    with pytest.raises(NodeError, match="not a complete answer"):
        reply(output()[:40] + character + output()[40:])


@pytest.mark.parametrize(
    ("stdout", "message"),
    [
        (b"", "the node printed nothing"),
        (b" \r\n\r\n", "the node printed nothing"),
        (output() + b"\r\nbye", "the node printed 3 characters that are not a complete answer"),
        ("nicht base64: ä".encode(), "the node printed 15 characters that are not a complete answer"),
        (base64.b64encode(b"{'node': 1}"), "the node printed 16 characters that are not a complete answer"),
        (base64.b64encode(b"\xff\xff\xff"), "the node printed 4 characters that are not a complete answer"),
        (encoded([]), "the node printed 4 characters that are not a complete answer"),
        (encoded(None), "the node printed 8 characters that are not a complete answer"),
        (b"\xff\xfe\xff", "the node printed 3 characters that are not a complete answer"),
    ],
    ids=["empty", "blank", "a line after it", "no base64", "no JSON", "no text", "a list", "null", "no UTF-8"],
)
def test_what_is_no_answer_is_reported_with_its_length_and_not_its_content(stdout, message):
    with pytest.raises(NodeError) as caught:
        reply(stdout)
    assert str(caught.value) == message


def test_the_error_output_of_powershell_is_shown_but_cut():
    with pytest.raises(NodeError) as caught:
        reply(b"", b"\r\n  Out of memory\xff " + b"x" * 5000)
    message = str(caught.value)
    assert message.startswith("the node printed nothing, and the error: Out of memory\N{REPLACEMENT CHARACTER} xxx")
    assert len(message) < 600


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "the node's answer does not look as expected: node: expected an object, found null"),
        ({"answers": ANSWERS}, "the node's answer does not look as expected: node: expected an object, found null"),
        (
            {"node": {**NODE, "wrong_node": "no"}, "answers": ANSWERS},
            "the node's answer does not look as expected: node.wrong_node: expected true or false, found a text",
        ),
        (
            {"node": {**NODE, "addresses": "10.0.0.11"}, "answers": ANSWERS},
            "the node's answer does not look as expected: node.addresses: expected a list, found a text",
        ),
        ({"node": NODE}, "the node's answer has no list of answers"),
        ({"node": NODE, "answers": ANSWERS[0]}, "the node's answer has no list of answers"),
        ({"node": NODE, "answers": ["read_a", "read_b"]}, "the node's answer has no list of answers"),
    ],
)
def test_other_json_is_no_answer(value, message):
    with pytest.raises(NodeError) as caught:
        reply(encoded(value))
    assert str(caught.value) == message


# -- reply: answers compared with calls


@pytest.mark.parametrize("stop", [True, False])
@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([], "nothing"),
        ([FIRST], "read_a"),
        ([SECOND], "read_b"),
        ([SECOND, FIRST], "read_b, read_a"),
        ([FIRST, FIRST], "read_a, read_a"),
        ([FIRST, SECOND, SECOND], "read_a, read_b, read_b"),
        ([FIRST, {"data": []}], "read_a, None"),
        ([{"payload": "read_b", "error": ERROR}], "read_b"),
        ([FIRST, SECOND, {"payload": "read_b", "error": ERROR}], "read_a, read_b, read_b"),
    ],
    ids=lambda value: None if isinstance(value, list) else value,
)
def test_answers_of_other_names_count_or_order_are_refused(answers, found, stop):
    with pytest.raises(NodeError) as caught:
        reply(output(answers), stop=stop)
    assert str(caught.value) == f"the node answered {found}, expected answers to read_a, read_b"


def test_an_error_is_the_answer_of_its_call():
    first, second = reply(output([FAILED, SECOND])).answers
    assert str(first.error) == "read_a: Access is denied (At line:3 char:1 + Get-Item)"
    assert first.error.payload == "read_a"
    assert (first.data, second.error) == (None, None)


@pytest.mark.parametrize("at", ["", None])
def test_an_error_without_a_position_is_shown_without_one(at):
    answer = reply(output([{"payload": "read_a", "error": {**ERROR, "at": at}}, SECOND])).answers[0]
    assert str(answer.error) == "read_a: Access is denied"


def test_a_request_that_stops_may_end_with_its_first_error():
    (answer,) = reply(output([FAILED]), stop=True).answers
    assert isinstance(answer.error, CallError)


def test_a_request_that_does_not_stop_must_be_answered_to_its_end():
    with pytest.raises(NodeError, match="the node answered read_a, expected answers to read_a, read_b"):
        reply(output([FAILED]), stop=False)


@pytest.mark.parametrize(
    ("error", "wrong"),
    [
        ("denied", "error: expected an object, found a text"),
        ({"message": "denied"}, "error: has no type"),
        ({**ERROR, "message": None}, "error.message: expected a text, found null"),
    ],
)
def test_an_error_of_another_shape_is_no_answer(error, wrong):
    with pytest.raises(NodeError) as caught:
        reply(output([{"payload": "read_a", "error": error}, SECOND]))
    assert str(caught.value) == f"the node's answer does not look as expected: {wrong}"
    assert not isinstance(caught.value, CallError)


# -- reply: refused


def test_a_powershell_that_cannot_run_payloads_is_refused_with_the_reason():
    with pytest.raises(RefusedError) as caught:
        reply(b"profile\r\nnlb.kerberos refused: language mode ConstrainedLanguage\r\n", b"noise")
    assert str(caught.value) == (
        "the node offers language mode ConstrainedLanguage; 64-bit Windows PowerShell 5.1 in full language "
        "mode is required, for the account that Ansible connects with. Nothing was read or changed"
    )


def test_every_reason_that_the_bootstrap_gives_is_known_as_a_refusal():
    lines = [line for line in exchange.command(scripts()["bootstrap"]).split("\n") if "refused" in line]
    assert len(lines) == 4
    assert all(exchange.REFUSED in line for line in lines)


def test_an_account_that_is_no_administrator_is_refused_with_what_to_do():
    with pytest.raises(
        RefusedError, match=r"^EX\\joe is not an administrator of this node.*Nothing was read or changed$"
    ):
        reply(b"nlb.kerberos refused: EX\\joe is no administrator\r\n")


def test_another_computer_is_refused_whatever_else_it_answers():
    with pytest.raises(RefusedError) as caught:
        reply(output([], {**NODE, "wrong_node": True}))
    message = str(caught.value)
    assert message.startswith("WEB1 answered, with the addresses 10.0.0.11, ::1: none of them is an own address")
    assert message.endswith("Nothing was read or changed")
