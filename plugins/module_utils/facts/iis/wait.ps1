# Repeats what IIS refuses for a moment only. Payloads begin with these lines: all of them become one line there.
# Right after a change the Windows Process Activation Service answers that an object is not available (0x800710D8) or that
# it cannot accept control messages (0x80070425), and the configuration file is in use by another process (0x80070020).
$momentary = 0x800710D8, 0x80070425, 0x80070020

function Test-Momentary($Record) {
    $momentary -contains $Record.Exception.GetBaseException().HResult
}

# Of a commit: another process has written the configuration file since it was read, or has it open. Read it again.
function Test-FileInUse($Record) {
    $cause = $Record.Exception.GetBaseException()
    $cause -is [IO.FileLoadException] -or $cause.HResult -eq 0x80070020
}

# The answer of $Action, which is repeated from its beginning for 30 seconds while it is refused so.
function Wait-Answer([scriptblock] $Action) {
    for ($try = 1; ; $try++) {
        try { return & $Action }
        catch { if ($try -ge 30 -or -not (Test-Momentary $_)) { throw } }
        Start-Sleep -Seconds 1
    }
}

# The state of a pool or a site; after 30 seconds also Starting or Stopping.
function Wait-State($Object) {
    for ($look = 1; ; $look++) {
        $state = [string] (Wait-Answer { $Object.get_State() })
        if ($look -ge 30 -or $state -notin 'Starting', 'Stopping') { return $state }
        Start-Sleep -Seconds 1
    }
}
