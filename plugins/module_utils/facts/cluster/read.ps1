# The clusters of Network Load Balancing that this node is in. No other host is asked: a session over WinRM has no
# credentials for one, and a host that is down would keep this node waiting.
# arguments: {"virtual_addresses": [], "connections": whether to count the open ones}
# data: {"installed", "clusters": [{name, interface, addresses: [], mode, host, status, converged_with: [], connections, problem}],
#        "port_rules": [{cluster, start, end, protocol, affinity, mode, address}], "own": {name}, "marker": {run, time},
#        "left_addresses": [], "present_addresses": []}
# host: the number of this host in the cluster. status: StatusCode of MicrosoftNLB_Node. converged_with: the numbers of the
# hosts in the last convergence, this one included; null where that is not known, and where this host is in none.
# problem: why this cluster alone could not be read, else ""; then addresses is null where they are not known, and so is all else.
# The marker is written by the run that drained this node. left_addresses: virtual ones on an adapter that is not bound.
# present_addresses: all of the adapters.
param($Arguments, $Secrets)
#uses facts/cluster/host.ps1
#uses node/own_folder.ps1

$service = 'HKLM:\SYSTEM\CurrentControlSet\Services\WLBS'

# Unicast, multicast and IGMP multicast have different first bytes in the cluster's network address.
function Get-ClusterMode($Driver) {
    switch -Regex ([string] $Driver.ClusterMacAddress) {
        '^02-BF' { return 'unicast' }
        '^03-BF' { return 'multicast' }
        '^01-00-5E' { return 'igmp' }
    }
    ''
}

# Host numbers such as "1, 2", of which this host's must be one; nothing where the text is anything else.
$list = '^\s*\d{1,2}(\s*,\s*\d{1,2})*\s*$'
function ConvertTo-HostNumber($Text, $Own) {
    if ($Text -notmatch $list) { return }
    $numbers = @(foreach ($part in $Text -split ',') { [int] $part }) | Sort-Object -Unique
    if ($numbers -contains $Own) { $numbers }
}

# What nlb.exe writes of one cluster: all of it is translated, except addresses and the line that holds the host numbers only.
function Get-QueriedHost($Lines, $Address, $Addresses, $Own) {
    $inside = $false
    foreach ($line in $Lines) {
        $named = @($Addresses | Where-Object { $line -match "(?<![\w.:])$([regex]::Escape($_))(?!\w|[.:]\w)" })
        if ($named.Count) { $inside = $named -contains $Address }
        elseif ($inside -and $line -match $list) { return ConvertTo-HostNumber $line $Own }
    }
}

# The System log: 5 this host joins, 6 it leaves, 28 and 29 host %5 of cluster %2 is converged with hosts %3. Only the newest counts.
function Get-LoggedHost($Address, $Own) {
    $filter = @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-NLB'; Id = 5, 6, 28, 29 }
    try { $events = @(Get-WinEvent -FilterHashtable $filter -MaxEvents 250) } catch { return }
    foreach ($entry in $events) {
        $values = @(foreach ($property in $entry.Properties) { ([string] $property.Value).Trim() })
        if ($values.Count -lt 5 -or $values[1] -ne $Address) { continue }
        if ($entry.Id -in 28, 29 -and $values[4] -eq "$Own") { ConvertTo-HostNumber $values[2] $Own }
        return
    }
}

$installed = Test-Path -LiteralPath $service
# Where no adapter was ever bound, the cmdlets fail, although that is an ordinary answer.
$bound = @(if (Test-Path -LiteralPath "$service\Parameters\Interface") { Get-NlbClusterNodeNetworkInterface | Where-Object { $_.NlbBound } })
$drivers, $problems = @{}, @{}
# One cluster that does not answer leaves the others as they are: it may be that of another farm.
function Get-Problem($Command, $Caught) { "$($Command): $($Caught.Exception.GetBaseException().Message.Trim())" }
foreach ($interface in @(foreach ($one in $bound) { [string] $one.InterfaceName })) {
    try { $drivers[$interface] = Get-NlbClusterDriverInfo -InterfaceName $interface }
    catch { $problems[$interface] = Get-Problem 'Get-NlbClusterDriverInfo' $_ }
}
$primary = @(foreach ($driver in $drivers.Values) { if ($driver.ClusterIPAddress) { [string] $driver.ClusterIPAddress } })
# Its exit code is the state of a cluster, not a failure. Without it, the System log alone shows the hosts.
$lines = @()
if ($bound.Count -and (Test-Path -LiteralPath "$env:SystemRoot\System32\nlb.exe")) {
    $lines = @(try { & "$env:SystemRoot\System32\nlb.exe" query all local } catch { @() })
}

# Without a name of a host, the rules are those of this one.
function Get-PortRule($Name, $Interface) {
    foreach ($rule in Get-NlbClusterPortRule -InterfaceName $Interface) {
        @{
            cluster = $Name; start = [int] $rule.StartPort; end = [int] $rule.EndPort; protocol = [string] $rule.Protocol
            affinity = [string] $rule.Affinity; mode = [string] $rule.FilteringMode; address = [string] $rule.VirtualIPAddress
        }
    }
}

function Get-HostFact($Driver, $Interface) {
    $address, $own = [string] $Driver.ClusterIPAddress, [int] $Driver.HostId
    $status = Get-HostStatus $Driver
    # Any other host is not in a convergence, or not in one that is complete.
    $queried = $logged = @()
    if ($status -in 1007, 1008, 1009) {
        $queried = @(Get-QueriedHost $lines $address $primary $own)
        $logged = @(Get-LoggedHost $address $own)
    }
    # Where the two differ, one of them is old or is not understood.
    $known = @(if ($queried.Count) { $queried } else { $logged })
    if ($queried.Count -and $logged.Count -and "$queried" -ne "$logged") { $known = @() }
    $connections = $null
    # The driver of a stopped host may report none.
    if ($Arguments.connections) { $connections = try { @(Get-NlbClusterDriverInfo -InterfaceName $Interface -OpenConnections).Count } catch { $null } }
    @{
        mode = Get-ClusterMode $Driver; host = $own; status = $status; connections = $connections
        converged_with = if ($known.Count) { , @($known) } else { $null }
    }
}

$clusters = $rules = @()
foreach ($one in $bound) {
    $name, $interface = [string] $one.Cluster, [string] $one.InterfaceName
    $addresses, $of, $ruled = $null, @{ mode = ''; host = $null; status = $null; connections = $null; converged_with = $null }, @()
    $command = 'Get-NlbClusterVip'
    try {
        $addresses = @(foreach ($vip in Get-NlbClusterVip -InterfaceName $interface) { [string] $vip.IPAddress })
        $command = 'Get-NlbClusterPortRule'
        if (-not $problems.ContainsKey($interface)) { $ruled = @(Get-PortRule $name $interface) }
        $command = 'Get-NlbClusterDriverInfo'
        if (-not $problems.ContainsKey($interface)) { $of = Get-HostFact $drivers[$interface] $interface }
    }
    catch { $ruled = @(); if (-not $problems.ContainsKey($interface)) { $problems[$interface] = Get-Problem $command $_ } }
    $clusters += @{ name = $name; interface = $interface; addresses = $addresses; problem = [string] $problems[$interface] } + $of
    $rules += $ruled
}

# Damaged, or of another owner, it is none: a node that nlb.kerberos is not known to have stopped is not started.
$run = $time = $null
try {
    $marker = Read-OwnFile 'drained.json'
    if ($marker.run -is [string] -and $marker.run) { $run, $time = $marker.run, [string] $marker.time }
}
catch { $run = $time = $null }

$present = @(Get-NetIPAddress -PolicyStore ActiveStore)
@{
    installed         = $installed
    clusters          = $clusters
    port_rules        = $rules
    own               = @{ name = [string] (Get-CimInstance -ClassName Win32_ComputerSystem).Name }
    marker            = @{ run = $run; time = $time }
    left_addresses    = @(foreach ($address in $present) {
        $bare = ([string] $address.IPAddress -split '%')[0]
        if ($Arguments.virtual_addresses -contains $bare -and @($bound | ForEach-Object { [string] $_.InterfaceName }) -notcontains $address.InterfaceAlias) { $bare }
    })
    present_addresses = @(foreach ($address in $present) { ([string] $address.IPAddress -split '%')[0] })
}
