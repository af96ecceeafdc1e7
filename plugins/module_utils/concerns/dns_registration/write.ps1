# Sets SkipAsSource of addresses, then what adapters register and what overrides it, then registers.
# In this order: an adapter that starts to register first would register the addresses that are about to be hidden.
# arguments: in the shape of the read, with identifiers and changes only
param($Arguments, $Secrets)

$tcpip = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'

function Test-Given($Object, $Name) { [bool] $Object.PSObject.Properties.Match($Name).Count }

# null: the value did not exist before (an undo). New-ItemProperty -Force sets an existing value too, and its kind with it.
function Set-RegistryNumber($Path, $Name, $Value) {
    if ($null -eq $Value) { Remove-ItemProperty -LiteralPath $Path -Name $Name }
    else { $null = New-ItemProperty -LiteralPath $Path -Name $Name -PropertyType DWord -Value ([int] $Value) -Force }
}

$adapters = @(if (Test-Given $Arguments adapters) { $Arguments.adapters })
$index = @{}
foreach ($adapter in Get-NetAdapter -IncludeHidden) { $index[[string] $adapter.InterfaceGuid] = [uint32] $adapter.InterfaceIndex }
foreach ($adapter in $adapters) {
    if (-not $index.ContainsKey($adapter.id)) { throw "this node has no network adapter $($adapter.id) any more" }
}

foreach ($adapter in $adapters) {
    if (Test-Given $adapter addresses) {
        foreach ($address in $adapter.addresses) {
            Set-NetIPAddress -InterfaceIndex $index[$adapter.id] -IPAddress $address.address -SkipAsSource $address.skip_as_source
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
}
if (Test-Given $Arguments disable_dynamic_update) {
    Set-RegistryNumber $tcpip DisableDynamicUpdate $Arguments.disable_dynamic_update
}
Register-DnsClient
@{}
