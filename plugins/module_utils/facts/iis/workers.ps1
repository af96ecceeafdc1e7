# The worker processes of a pool, with the account that each runs as and its logon session. Payloads begin with these lines,
# after wait.ps1: all of them become one line there.
function Get-Sid($Name) {
    (New-Object -TypeName Security.Principal.NTAccount -ArgumentList $Name).Translate([Security.Principal.SecurityIdentifier]).Value
}

# {id, session, owner}; session and owner are empty where Windows does not show them, as of a process that has just ended.
function Get-Worker($Process) {
    $session, $owner = '', ''
    try {
        $owner = [string] (Invoke-CimMethod -InputObject $Process -MethodName GetOwnerSid).Sid
        foreach ($one in Get-CimAssociatedInstance -InputObject $Process -ResultClassName Win32_LogonSession) { $session = [string] $one.LogonId }
    }
    catch { $session = '' }
    @{ id = [int] $Process.ProcessId; session = $session; owner = $owner }
}

function Get-Workers($Pool) {
    $ids = @(Wait-Answer { foreach ($one in $Pool.get_WorkerProcesses()) { [int] $one.get_ProcessId() } })
    foreach ($process in Get-CimInstance -ClassName Win32_Process -Filter "Name = 'w3wp.exe'") {
        if ($ids -contains [int] $process.ProcessId) { Get-Worker $process }
    }
}
