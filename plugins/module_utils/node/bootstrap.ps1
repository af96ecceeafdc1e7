# Started once per request: checks that this is the intended node, runs every call in one process, prints one answer.
# It is sent on the command line, which cmd.exe cuts at 8,191 characters; comment lines are removed for that reason.
# stdin, read through $input because that holds for every PowerShell over WinRM:
#   line 1: JSON, nothing but ASCII, {"addresses": the node's own addresses, "computer": instead of them the name of another computer,
#           which has no fixed address, else empty; "stop": whether to stop at the first error,
#           "calls": [{"payload", "script", "arguments", "secrets": [names]}]}
#   then one base64 line per secret, decoded by .NET alone: an argument of a cmdlet would reach the event log (event 4103).
# output, last line: base64 of UTF-8 JSON {"node": {...}, "answers": [{"payload", "data"} | {"payload", "error": {...}}]}
#   or, where this PowerShell cannot run payloads at all, the plain line "nlb.kerberos refused: <reason>"
$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
# In constrained language mode the next lines would fail one by one; a 32-bit process sees another registry and System32.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { "nlb.kerberos refused: language mode $($ExecutionContext.SessionState.LanguageMode)"; exit 0 }
if ($PSVersionTable.PSVersion -lt [Version] '5.1') { "nlb.kerberos refused: PowerShell $($PSVersionTable.PSVersion)"; exit 0 }
# For paths of 260 characters and more, before anything uses a path: .NET Framework keeps what it has found at its first use.
# .NET Framework 4.5.2, with which PowerShell 5.1 runs as well, has no such switches.
if ('AppContext' -as [Type]) {
    [AppContext]::SetSwitch('Switch.System.IO.UseLegacyPathHandling', $false)
    [AppContext]::SetSwitch('Switch.System.IO.BlockLongPaths', $false)
}
# WinRM lets in Remote Management Users too: cmdlets would then fail one by one, and folders of administrators look empty.
$user = [Security.Principal.WindowsIdentity]::GetCurrent()
if (-not ([Security.Principal.WindowsPrincipal] $user).IsInRole(544)) { "nlb.kerberos refused: $($user.Name) is no administrator"; exit 0 }
if ([IntPtr]::Size -ne 8) { 'nlb.kerberos refused: 32-bit PowerShell'; exit 0 }
Set-StrictMode -Version 3
# Without this, 5.1 prints some arrays as {"value": [], "Count": 0}.
Remove-TypeData -TypeName System.Array -ErrorAction Ignore

$lines = @($input)
$utf8 = [Text.Encoding]::UTF8
$request = ConvertFrom-Json -InputObject $lines[0]
$secretLine = 1

$computer = Get-CimInstance -ClassName Win32_ComputerSystem
# Without those that are only kept for the next start (store 0): they may be of an adapter that is gone, as on a clone.
$addresses = @(Get-CimInstance -Namespace root/StandardCimv2 -ClassName MSFT_NetIPAddress | Where-Object { $_.Store -ne 0 } | ForEach-Object { $_.IPAddress })
# A link-local address may be shown with its scope (fe80::1%4), which no description has.
$bare = @($addresses | ForEach-Object { ($_ -split '%')[0] })
$wrongNode = if ($request.computer) { $request.computer -ne $computer.Name } else { -not @($request.addresses | Where-Object { $bare -contains $_ }).Count }

# One request at a time on a node: with two writers at once, each would change what the other one has read.
$mutex = New-Object -TypeName System.Threading.Mutex -ArgumentList $false, "Global\nlb.kerberos $($computer.Name)"
# An abandoned mutex is acquired as well: its owner was killed, and every write is preceded by a read.
$mine = $(try { $mutex.WaitOne(60000) } catch [Threading.AbandonedMutexException] { $true })

$answers = @(try {
    foreach ($call in $request.calls) {
        $secrets = @{}
        foreach ($name in $call.secrets) {
            $secrets[$name] = $utf8.GetString([Convert]::FromBase64String($lines[$secretLine]))
            $secretLine++
        }
        try {
            if ($wrongNode) { throw [InvalidOperationException] "this computer has none of the addresses $($request.addresses -join ', ')" }
            if (-not $mine) { throw [TimeoutException] 'another request has been running on this node for 60 seconds' }
            @{ payload = $call.payload; data = & ([ScriptBlock]::Create($call.script)) $call.arguments $secrets }
        }
        catch {
            $cause = $_.Exception.GetBaseException()
            @{ payload = $call.payload; error = @{
                message = $cause.Message; type = $cause.GetType().FullName; id = $_.FullyQualifiedErrorId
                at = $_.InvocationInfo.PositionMessage
            } }
            if ($request.stop) { break }
        }
    }
}
finally { if ($mine) { $mutex.ReleaseMutex() } })
$node = @{
    computer_name = $computer.Name; domain = $computer.Domain; addresses = $addresses
    powershell = "$($PSVersionTable.PSVersion)"; wrong_node = [bool] $wrongNode
    time = [DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture)
}
[Convert]::ToBase64String($utf8.GetBytes((ConvertTo-Json -InputObject @{ node = $node; answers = $answers } -Depth 12 -Compress)))
exit 0
