# Sets SkipAsSource of addresses, then what adapters register and what overrides it, then registers.
# In this order: an adapter that starts to register first would register the addresses that are about to be hidden.
# Comes after write_lease, which has created the folder of nlb.kerberos, or has refused one that Administrators do not own.
# arguments: in the shape of the read, with identifiers and changes only; "earlier": {started, values} is what remains
#            to be known until the node restarts, nothing where it is left out
param($Arguments, $Secrets)
#uses node/own_file.ps1

$services = 'HKLM:\SYSTEM\CurrentControlSet\Services'
$tcpip = "$services\Tcpip\Parameters"
$file = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\dns_registration.json'

function Test-Given($Object, $Name) { [bool] $Object.PSObject.Properties.Match($Name).Count }

# null: the value did not exist before (an undo). New-ItemProperty -Force sets an existing value too, and its kind with it.
function Set-RegistryNumber($Path, $Name, $Value) {
    if ($null -eq $Value) { Remove-ItemProperty -LiteralPath $Path -Name $Name }
    else { $null = New-ItemProperty -LiteralPath $Path -Name $Name -PropertyType DWord -Value ([int] $Value) -Force }
}

# What the next read shows as earlier. problem: why the addresses are not registered.
function Set-Record($Problem) {
    $started = $null
    $values = @()
    if (Test-Given $Arguments earlier) {
        $started = $Arguments.earlier.started
        $values = @($Arguments.earlier.values)
    }
    if (-not $values.Count -and -not $Problem) {
        if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file }
        return
    }
    if (-not $started) { $started = $boot.ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture) }
    $text = ConvertTo-Json -InputObject @{ started = $started; values = $values; problem = $Problem } -Depth 4
    Save-OwnFile $file $text
}

$boot = (Get-CimInstance -ClassName Win32_OperatingSystem).LastBootUpTime.ToUniversalTime()
$adapters = @(if (Test-Given $Arguments adapters) { $Arguments.adapters })
$index = @{}
foreach ($adapter in Get-NetAdapter -IncludeHidden) { $index[[string] $adapter.InterfaceGuid] = [uint32] $adapter.InterfaceIndex }
foreach ($adapter in $adapters) {
    if (-not $index.ContainsKey($adapter.id)) { throw "this node has no network adapter $($adapter.id) any more" }
}

# Before anything is set: a run that is killed below leaves behind that a later one has to register.
Set-Record 'the run that set it ended before it registered the addresses'

foreach ($adapter in $adapters) {
    if (Test-Given $adapter addresses) {
        foreach ($address in $adapter.addresses) {
            $interface = $index[$adapter.id]
            $both = Test-Given $address persistent_skip_as_source
            $now = if (Test-Given $address skip_as_source) { $address.skip_as_source }
            else { (Get-NetIPAddress -InterfaceIndex $interface -IPAddress $address.address -PolicyStore ActiveStore).SkipAsSource }
            # Without a store Windows sets both, and of the two only the ActiveStore can be named in a change. An address
            # that is not kept for the next start must not become so.
            if ($both) {
                Set-NetIPAddress -InterfaceIndex $interface -IPAddress $address.address -SkipAsSource $address.persistent_skip_as_source
            }
            if (-not $both -or $now -ne $address.persistent_skip_as_source) {
                Set-NetIPAddress -InterfaceIndex $interface -IPAddress $address.address -PolicyStore ActiveStore -SkipAsSource $now
            }
        }
    }
}
foreach ($adapter in $adapters) {
    if (Test-Given $adapter registers) {
        Set-DnsClient -InterfaceIndex $index[$adapter.id] -RegisterThisConnectionsAddress $adapter.registers
    }
    if (Test-Given $adapter disable_dynamic_update) {
        Set-RegistryNumber "$tcpip\Interfaces\$($adapter.id)" DisableDynamicUpdate $adapter.disable_dynamic_update
    }
    if (Test-Given $adapter registration_enabled_ipv6) {
        Set-RegistryNumber "$services\Tcpip6\Parameters\Interfaces\$($adapter.id)" RegistrationEnabled $adapter.registration_enabled_ipv6
    }
}
if (Test-Given $Arguments disable_dynamic_update) {
    Set-RegistryNumber $tcpip DisableDynamicUpdate $Arguments.disable_dynamic_update
}
if (Test-Given $Arguments registration_enabled) {
    Set-RegistryNumber "$services\Dnscache\Parameters" RegistrationEnabled $Arguments.registration_enabled
}
# Everything is set: that this fails is no reason to call it not done, and is left behind for a later run.
$problem = $null
try { Register-DnsClient }
catch { $problem = $_.Exception.GetBaseException().Message }
Set-Record $problem
@{}
