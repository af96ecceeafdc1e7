# What Windows shows of the hosts of a cluster: of this one, and of others so far as that can be seen from here.

function Get-NlbWord([int] $Status) {
    $words = @{
        $nlbStopped = 'Stopped', 'Beendet'; $nlbConverging = 'Converging', 'Konvergierend'; $nlbConverged = 'Converged', 'Konvergiert'
        $nlbDefault = 'Converged(default)', 'Konvergiert (Standard)'; $nlbDraining = 'Draining', 'Ausgleichend'; $nlbSuspended = 'Suspended', 'Angehalten'
    }
    $words[$Status][[int] ((Get-NlbFurther language) -eq 'de')]
}

# This host and, without an order, others: of those the cmdlet and the class know at best what once was true.
function Get-NlbHost($Cluster) {
    Step-NlbWay
    @{ host = [int] $Cluster.host; status = [int] $Cluster.status }
    switch (Get-NlbFurther enumeration) {
        'error' { throw 'The RPC server is unavailable.' }
        'stale' { foreach ($peer in Get-NlbPeer $Cluster) { @{ host = [int] $peer.host; status = $nlbConverged } } }
    }
}

function Get-NlbClusterNode {
    foreach ($cluster in Get-NlbBound $InterfaceName) {
        foreach ($one in Get-NlbHost $cluster) {
            $name = if ($one.host -eq $cluster.host) { [string] $State.cluster.own.name } else { "HOST$($one.host)" }
            if ($NodeName -and $NodeName -ne $name) { continue }
            [pscustomobject]@{
                PSTypeName    = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.Node'
                Cluster       = [string] $cluster.name
                Name          = $name
                InterfaceName = [string] $cluster.interface
                Host          = ''
                State         = Get-NlbWord $one.status
                HostPriority  = $one.host
            }
        }
    }
}

function Get-NlbInstance($Cluster, $One) {
    [pscustomobject]@{
        PSTypeName         = 'Microsoft.Management.Infrastructure.CimInstance#root/MicrosoftNLB/MicrosoftNLB_Node'
        CreationClassName  = 'MicrosoftNLB_Node'
        Name               = "$($Cluster.addresses[0]):$($One.host)"
        ComputerName       = if ($One.host -eq $Cluster.host) { [string] $State.cluster.own.name } else { '' }
        DedicatedIPAddress = ''
        HostPriority       = [uint32] $One.host
        StatusCode         = [uint32] $One.status
    }
}

# An enumeration asks every host that takes remote control.
function Show-MicrosoftNLB.MicrosoftNLB_Node {
    foreach ($cluster in $State.cluster.clusters) {
        foreach ($one in Get-NlbHost $cluster) { Get-NlbInstance $cluster $one }
    }
}

# By its key, the provider shows its own node without a question to another.
function Find-MicrosoftNLB.MicrosoftNLB_Node($Key) {
    if ((Get-NlbFurther status) -eq 'refused') { throw 'Provider load failure' }
    Step-NlbWay
    foreach ($cluster in $State.cluster.clusters) {
        $own = Get-NlbInstance $cluster @{ host = $cluster.host; status = $cluster.status }
        if ($own.Name -eq $Key.Name) { return $own }
    }
    throw 'Not found'
}

# All clusters of this host, one after the other. Its exit code is the state of the last one.
function nlb.exe {
    if ("$args" -ne 'query all local') { throw "not emulated: nlb $args" }
    $unlike = (Get-NlbFurther query) -eq 'unlike'
    $german = (Get-NlbFurther language) -eq 'de'
    'WLBS Cluster Control Utility V2.6 (c) 1997-2007 Microsoft Corporation.'
    foreach ($cluster in $State.cluster.clusters) {
        $global:LASTEXITCODE = [int] $cluster.status
        $number, $address = $cluster.host, $cluster.addresses[0]
        "Cluster $address"
        # A host that is converging hears some already.
        $hosts = if ($cluster.status -eq $nlbConverging) { $number } else { $cluster.converged_with }
        if ($null -eq $hosts) {
            if ($german) { "Host $number ist beendet und kennt den Konvergenzzustand des Clusters nicht." }
            else { "Host $number is stopped and does not know convergence state of the cluster." }
            continue
        }
        if ($german) {
            "Host $number ist seit dem Beitritt zum Cluster 2 Mal in einen Konvergenzzustand gewechselt,"
            '  und die letzte Konvergenz war ungefähr um: 28.11.2026 08:15:30 abgeschlossen.'
            "Host $number ist mit folgenden Hosts als Teil des Clusters konvergiert:"
        }
        else {
            "Host $number has entered a converging state 2 time(s) since joining the cluster"
            '  and the last convergence completed at approximately: 11/28/2026 8:15:30 AM'
            "Host $number converged with the following host(s) as part of the cluster:"
        }
        if ($unlike) { "Hosts $(@($hosts) -join ' und ')" } else { @($hosts) -join ', ' }
    }
}

function Select-NlbEvent($Filter, $Newest, $Cmdlet) {
    $found = @(Show-NlbEvent $Filter | Select-Object -First $Newest)
    if ($found.Count) { return $found }
    $reason = [Exception]::new('No events were found that match the specified selection criteria.')
    $Cmdlet.WriteError([Management.Automation.ErrorRecord]::new($reason, 'NoMatchingEventsFound', 'ObjectNotFound', $null))
}

# Of each cluster the newest first: 5 this host joins, 6 it leaves, 28 and 29 it is converged with these hosts.
function Show-NlbEvent($Filter) {
    $events = Get-NlbFurther events
    if ($events -is [string] -and $events -eq 'none') { return }
    foreach ($cluster in $State.cluster.clusters) {
        $hosts = if ($null -ne $events -and $events -isnot [string]) { $events } else { $cluster.converged_with }
        $list = ' ' + (@($hosts) -join ', ')
        if ($events -is [string] -and $events -eq 'bits') { $list = -join (1..32 | ForEach-Object { [int] ($hosts -contains $_) }) }
        $ids = @(if ($cluster.status -eq $nlbDefault) { 29 } else { 28 }; 5; 6)
        if ($cluster.status -eq $nlbStopped) { $ids = @(6) + $ids }
        if ($events -is [string] -and $events -eq 'joining') { $ids = @(5) + $ids }
        foreach ($id in $ids) {
            if ($Filter.ContainsKey('Id') -and $Filter.Id -notcontains $id) { continue }
            $values = '\Device\{6F4C7C3E-3A0B-4C1D-9E2F-000000000012}', [string] $cluster.addresses[0], $(if ($id -in 28, 29) { $list } else { '' }), '', " $($cluster.host)"
            [pscustomobject]@{
                PSTypeName  = 'System.Diagnostics.Eventing.Reader.EventLogRecord'
                Id          = [int] $id
                TimeCreated = [DateTime]::new(2026, 1, 31, 8, 0, 0, [DateTimeKind]::Utc)
                Properties  = @(foreach ($value in $values) { [pscustomobject]@{ Value = $value } })
            }
        }
    }
}
