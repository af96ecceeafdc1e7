# The URLs that are registered with http.sys at present, and the processes that listen for them. Nothing is decided here.
# data: {"problem": why http.sys could not be read, else "",
#        "queues": [{name: of the request queue, IIS calls it like the pool; urls: [], processes: [ids]}],
#        "processes": [{id, name, services: [those in it], account: that the services run as, else ""}]}
# netsh shows its labels in the node's language: only what stands behind a colon, URLs, numbers and the indentation are read.
param($Arguments, $Secrets)

# A line that is not indented begins a queue. A process is a number alone, or, since Windows Server 2019, "ID: 4092, image: ...".
function Get-Queue($Lines) {
    $queue = $null
    foreach ($line in $Lines) {
        if ($line -match '^\S') {
            if ($queue) { $queue }
            $queue = @{ name = ($line -replace '^[^:\uFF1A]*[:\uFF1A]?', '').Trim(); urls = @(); processes = @() }
        }
        elseif (-not $queue) { continue }
        elseif ($line -match '^\s+(https?://.+)$') { $queue['urls'] += [string] $Matches[1].Trim() }
        elseif ($line -match '^\s+(?:\S+\s*[:\uFF1A]\s*(\d+),.*|(\d+))\s*$') {
            $queue['processes'] += [int] $(if ($Matches[2]) { $Matches[2] } else { $Matches[1] })
        }
    }
    if ($queue) { $queue }
}

# Several services may share one process, and its account.
function Get-Listener($Ids) {
    $names = @{}
    foreach ($one in Get-CimInstance -ClassName Win32_Process) { $names[[int] $one.ProcessId] = [string] $one.Name }
    $services = @(Get-CimInstance -ClassName Win32_Service | Where-Object { $_.ProcessId })
    foreach ($id in $Ids) {
        $own = @($services | Where-Object { [int] $_.ProcessId -eq $id })
        @{
            id       = [int] $id
            name     = [string] $names[$id]
            services = @(foreach ($service in $own) { [string] $service.Name })
            account  = $(if ($own) { [string] $own[0].StartName } else { '' })
        }
    }
}

$queues, $processes, $problem = @(), @(), ''
try {
    $lines = & "$env:SystemRoot\System32\netsh.exe" http show servicestate view=requestq
    if ($LASTEXITCODE -ne 0) { throw "netsh http show servicestate ended with $LASTEXITCODE`: $((@($lines) -join ' ').Trim())" }
    $queues = @(foreach ($queue in Get-Queue @($lines)) { if ($queue['urls']) { $queue } })
    $ids = @(foreach ($queue in $queues) { $queue['processes'] }) | Sort-Object -Unique
    $processes = @(Get-Listener $ids)
}
catch { $queues, $processes, $problem = @(), @(), [string] $_.Exception.GetBaseException().Message }

@{ problem = $problem; queues = $queues; processes = $processes }
