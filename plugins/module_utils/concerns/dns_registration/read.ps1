# What each network adapter of this node registers in DNS, the addresses it would register, and what overrides its setting.
# data: {"adapters": [{id, index, name, registers, disable_dynamic_update, dns_servers: [], dns_suffix,
#                      addresses: [{address, skip_as_source}]}],
#        "disable_dynamic_update", "policies": {registration_enabled, register_adapter_name},
#        "dns_server_role": {installed, publish_addresses}, "hosts": [lines], "suffix_search_list": []}
# Registry values are numbers or text, null where they do not exist. Interfaces without addresses, and those that are no
# network adapters (loopback, tunnels), are left out, as are the comment lines of the hosts file.
param($Arguments, $Secrets)

$tcpip = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
$policy = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\DNSClient'
$dnsServer = 'HKLM:\SYSTEM\CurrentControlSet\Services\DNS'

# Get-ItemProperty of a value that does not exist is an error; a key without it is an ordinary answer.
function Get-RegistryValue($Path, $Name) {
    if (Test-Path -LiteralPath $Path) {
        $values = Get-ItemProperty -LiteralPath $Path
        if ($values -and $values.PSObject.Properties.Match($Name).Count) { return $values.$Name }
    }
    # $null, not nothing at all, which ConvertTo-Json of 5.1 prints as {}.
    $null
}

# ActiveStore only: without it Windows lists every address twice.
$addresses = @(Get-NetIPAddress -PolicyStore ActiveStore)
$servers = @(Get-DnsClientServerAddress)
$clients = @{}
foreach ($client in Get-DnsClient) { $clients[[int] $client.InterfaceIndex] = $client }

$adapters = @(foreach ($adapter in Get-NetAdapter -IncludeHidden) {
    $index = [int] $adapter.InterfaceIndex
    $own = @(foreach ($address in $addresses) {
        if ([int] $address.InterfaceIndex -eq $index) {
            @{ address = [string] $address.IPAddress; skip_as_source = [bool] $address.SkipAsSource }
        }
    })
    if ($own.Count) {
        @{
            id                     = [string] $adapter.InterfaceGuid
            index                  = $index
            name                   = [string] $adapter.Name
            registers              = [bool] $clients[$index].RegisterThisConnectionsAddress
            disable_dynamic_update = Get-RegistryValue "$tcpip\Interfaces\$($adapter.InterfaceGuid)" DisableDynamicUpdate
            dns_servers            = @(foreach ($server in $servers) {
                if ([int] $server.InterfaceIndex -eq $index) { foreach ($text in $server.ServerAddresses) { [string] $text } }
            })
            dns_suffix             = [string] $clients[$index].ConnectionSpecificSuffix
            addresses              = $own
        }
    }
})

# Windows finds the hosts file by this value; malware and VPN clients may change it.
$folder = Get-RegistryValue $tcpip DataBasePath
if (-not $folder) { $folder = '%SystemRoot%\System32\drivers\etc' }
$hostsFile = [Environment]::ExpandEnvironmentVariables("$folder\hosts")
$lines = @(if (Test-Path -LiteralPath $hostsFile) { Get-Content -LiteralPath $hostsFile })

@{
    adapters               = $adapters
    disable_dynamic_update = Get-RegistryValue $tcpip DisableDynamicUpdate
    policies               = @{
        registration_enabled  = Get-RegistryValue $policy RegistrationEnabled
        register_adapter_name = Get-RegistryValue $policy RegisterAdapterName
    }
    dns_server_role        = @{
        installed         = Test-Path -LiteralPath $dnsServer
        publish_addresses = Get-RegistryValue "$dnsServer\Parameters" PublishAddresses
    }
    # [string] drops the members that Get-Content adds, which ConvertTo-Json of 5.1 would print as an object.
    hosts                  = @(foreach ($line in $lines) { if ($line.Trim() -and $line.Trim()[0] -ne '#') { [string] $line.Trim() } })
    suffix_search_list     = @(foreach ($suffix in (Get-DnsClientGlobalSetting).SuffixSearchList) { [string] $suffix })
}
