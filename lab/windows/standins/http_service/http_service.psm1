# state.http_service: what is registered with http.sys. netsh.exe shows it, with labels in the language of state.netsh, where
# there is one, which may have any of these:
#   language   en or de
#   exit_code  another one than 0: nothing but an error is shown
#   processes  ids: a number a line, as before Windows Server 2019; otherwise with the program and its services

$netshLabels = @{
    en = @{
        title = 'Snapshot of HTTP service state (Request Queue View):'; queue = 'Request queue name'; version = 'Version'; state = 'State'
        active = 'Active'; verbosity = 'Request queue 503 verbosity level'; requests = 'Max requests'
        attached = 'Number of active processes attached'; ids = 'Process IDs'; processes = 'Processes'; id = 'ID'; image = 'image'
        services = 'Services'; groups = 'URL groups'; group = 'URL group ID'; count = 'Number of registered URLs'; urls = 'Registered URLs'
        denied = 'Access is denied.'
    }
    de = @{
        title = 'Momentaufnahme des HTTP-Dienststatus (Anforderungswarteschlangenansicht):'; queue = 'Name der Anforderungswarteschlange'
        version = 'Version'; state = 'Status'; active = 'Aktiv'; verbosity = 'Ausf' + [char] 0xFC + 'hrlichkeitsgrad 503'; requests = 'Max. Anforderungen'
        attached = 'Anzahl der angef' + [char] 0xFC + 'gten aktiven Prozesse'; ids = 'Prozess-IDs'; processes = 'Prozesse'; id = 'ID'; image = 'Abbild'
        services = 'Dienste'; groups = 'URL-Gruppen'; group = 'URL-Gruppen-ID'; count = 'Anzahl der registrierten URLs'; urls = 'Registrierte URLs'
        denied = 'Zugriff verweigert'
    }
}

function netsh.exe {
    if ("$args" -ne 'http show servicestate view=requestq') { throw "not emulated: netsh $args" }
    $further = $(if ($State.Contains('netsh')) { $State.netsh } else { @{} })
    $labels = $netshLabels[$(if ($further['language']) { $further['language'] } else { 'en' })]
    $global:LASTEXITCODE = [int] $further['exit_code']
    if ($global:LASTEXITCODE) { '', $labels.denied, ''; return }
    '', $labels.title, ('-' * 53), ''
    $number = 0
    foreach ($queue in $State.http_service.queues) {
        $number++
        Format-RequestQueue $queue $labels ($further['processes'] -eq 'ids') $number
    }
}

function Format-RequestQueue($Queue, $Labels, [bool] $Ids, [int] $Number) {
    "$($Labels.queue): $($Queue.name)"
    "    $($Labels.version): 2.0"
    "    $($Labels.state): $($Labels.active)"
    "    $($Labels.verbosity): Basic"
    "    $($Labels.requests): 1000"
    "    $($Labels.attached): $(@($Queue.processes).Count)"
    "    $($Labels[$(if ($Ids) { 'ids' } else { 'processes' })]):"
    foreach ($id in $Queue.processes) { if ($Ids) { "        $id" } else { Format-QueueProcess $id $Labels } }
    "    $($Labels.groups):"
    '    {0}: FE000000400000{1:d2}' -f $Labels.group, $Number
    "        $($Labels.state): $($Labels.active)"
    "        $($Labels.queue): $($Queue.name)"
    "        $($Labels.count): $(@($Queue.urls).Count)"
    "        $($Labels.urls):"
    foreach ($url in $Queue.urls) { "            $url" }
    ''
}

# The program is shown where the account may see it.
function Format-QueueProcess([int] $Id, $Labels) {
    "        $($Labels.id): $Id, $($Labels.image): <?>"
    $process = $State.http_service.processes | Where-Object { $_.id -eq $Id }
    if ($process -and $process.services) { "        $($Labels.services): $($process.services -join ', ')" }
}

function Show-Listener {
    foreach ($process in $State.http_service.processes) {
        [pscustomobject]@{
            PSTypeName = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Process'
            Name       = [string] $process.name
            ProcessId  = [uint32] $process.id
        }
    }
}

# A service that is stopped has the process 0.
function Show-Service.http_service {
    $known = @(if ($State.Contains('http_service')) { $State.http_service.processes })
    foreach ($process in $known) { foreach ($name in $process.services) { New-ServiceInstance $name $process.id $process.account } }
    New-ServiceInstance 'RemoteRegistry' 0 'NT AUTHORITY\LocalService'
}

function New-ServiceInstance([string] $Name, [int] $Id, [string] $Account) {
    [pscustomobject]@{
        PSTypeName = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Service'
        Name       = $Name
        ProcessId  = [uint32] $Id
        StartName  = $Account
        State      = $(if ($Id) { 'Running' } else { 'Stopped' })
    }
}
