"""What PowerShell prints to stderr, as an administrator reads it."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node import clixml, exchange

ERROR = (
    b'#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'
    b'<Obj S="progress" RefId="0"><MS><I64 N="SourceId">1</I64></MS></Obj>'
    b'<S S="Error">The term &apos;x&apos; is not_x000D__x000A_</S>'
    b'<S S="Error">recognized &amp; stopped._x000D__x000A_</S>'
    b'<S S="Warning">a warning</S></Objs>'
)


@pytest.mark.parametrize(
    ("stderr", "text"),
    [
        (ERROR, "The term 'x' is not\r\nrecognized & stopped."),
        (b"cmd.exe says\r\n" + ERROR, "cmd.exe says\r\nThe term 'x' is not\r\nrecognized & stopped."),
        (b"#< CLIXML\r\n<Objs></Objs>", ""),
        (b"'PowerShell' is not recognized\r\n", "'PowerShell' is not recognized"),
        (b'#< CLIXML\r\n<Objs><S S="Error">_xD83D__xDE00_ and _xD83D_ alone</S></Objs>', "\U0001f600 and \ufffd alone"),
        (b"", ""),
    ],
)
def test_only_errors_are_shown(stderr, text):
    assert clixml.errors(stderr) == text


def test_a_command_that_did_not_start_shows_them_in_one_line():
    assert "exit code 1: The term 'x' is not recognized & stopped.)" in str(exchange.not_started(1, ERROR, str))
