"""Lines of a report fit a screen."""

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import WIDTH, command, number, some, wrapped


def test_a_long_sentence_is_broken_at_blanks_and_goes_on_further_to_the_right():
    lines = [line.text for line in wrapped("word " * 50, "  ", "    ")]
    assert max(map(len, lines)) <= WIDTH
    assert [line[:6] for line in lines] == ["  word", "      ", "      "]


def test_what_has_no_blank_in_it_stands_whole_on_a_line_of_its_own():
    path = "C:\\" + "folder-" * 20
    assert [line.text for line in wrapped(f"ACL-2 on {path}: nothing", "  ")] == [
        "  ACL-2 on",
        f"    {path}:",
        "    nothing",
    ]


def test_a_command_stays_in_one_line():
    assert [line.text for line in command("x " * 90, "  ")] == ["  " + "x " * 90]


def test_few_names_are_named_and_many_are_counted():
    assert some(["a", "b"]) == "a, b"
    assert some([f"web{n}" for n in range(7)]) == "web0, web1, web2, web3, web4 and 2 more"
    assert (number(1, "node", "nodes"), number(2, "node", "nodes")) == ("1 node", "2 nodes")
