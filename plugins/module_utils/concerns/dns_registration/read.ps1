# What each network adapter of this node registers in DNS, the addresses it would register, and what overrides its setting.
# data: {"adapters": [{id, index, name, registers, disable_dynamic_update, ipv6_settings, registration_enabled_ipv6,
#                      dns_servers: [], dns_suffix,
#                      addresses: [{address, skip_as_source, persistent_skip_as_source, state}]}],
#        "disable_dynamic_update", "registration_enabled", "policies": {registration_enabled, register_adapter_name},
#        "dns_server_role": {running, publish_addresses, listen_addresses}, "hosts": [lines], "suffix_search_list": [],
#        "started", "earlier": {started, values: [{setting, before}], problem}}
# Registry values are numbers or text, null where they do not exist. registers and dns_suffix are null where the DNS client does
# not know the adapter, persistent_skip_as_source where the address is not kept for the next start (DHCP). earlier is what
# write_dns_registration has left here. Interfaces without addresses, and those that are no network adapters (loopback,
# tunnels), are left out, as are the comment lines of the hosts file.
param($Arguments, $Secrets)
#uses node/own_folder.ps1
#uses node/registry_value.ps1

$services = 'HKLM:\SYSTEM\CurrentControlSet\Services'
$tcpip = "$services\Tcpip\Parameters"
$tcpip6 = "$services\Tcpip6\Parameters"
$policy = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\DNSClient'

# What is in effect, and what Windows copies over it when the computer starts: each has its own SkipAsSource.
$addresses = @(Get-NetIPAddress -PolicyStore ActiveStore)
$kept = @{}
foreach ($address in Get-NetIPAddress -PolicyStore PersistentStore) {
    $kept["$($address.InterfaceIndex) $($address.IPAddress)"] = [bool] $address.SkipAsSource
}
$servers = @(Get-DnsClientServerAddress)
$clients = @{}
foreach ($client in Get-DnsClient) { $clients[[int] $client.InterfaceIndex] = $client }

$adapters = @(foreach ($adapter in Get-NetAdapter -IncludeHidden) {
    $index = [int] $adapter.InterfaceIndex
    $own = @(foreach ($address in $addresses) {
        if ([int] $address.InterfaceIndex -eq $index) {
            @{
                address                   = [string] $address.IPAddress
                skip_as_source            = [bool] $address.SkipAsSource
                persistent_skip_as_source = $kept["$index $($address.IPAddress)"]
                state                     = [string] $address.AddressState
            }
        }
    })
    if ($own.Count) {
        $client = $clients[$index]
        @{
            id                        = [string] $adapter.InterfaceGuid
            index                     = $index
            name                      = [string] $adapter.Name
            registers                 = if ($client) { [bool] $client.RegisterThisConnectionsAddress } else { $null }
            disable_dynamic_update    = Get-RegistryValue "$tcpip\Interfaces\$($adapter.InterfaceGuid)" DisableDynamicUpdate
            ipv6_settings             = Test-Path -LiteralPath "$tcpip6\Interfaces\$($adapter.InterfaceGuid)"
            registration_enabled_ipv6 = Get-RegistryValue "$tcpip6\Interfaces\$($adapter.InterfaceGuid)" RegistrationEnabled
            dns_servers               = @(foreach ($server in $servers) {
                if ([int] $server.InterfaceIndex -eq $index) { foreach ($text in $server.ServerAddresses) { [string] $text } }
            })
            dns_suffix                = if ($client) { [string] $client.ConnectionSpecificSuffix } else { $null }
            addresses                 = $own
        }
    }
})

# A key under Services may be left over, and a service that does not run registers nothing.
$service = @(Get-CimInstance -ClassName Win32_Service -Filter "Name = 'DNS'")
$running = [bool] ($service.Count -and $service[0].Started)
$listening = $null
if ($running) {
    # Where this cannot be read, nothing says that the server is limited to some addresses.
    try { $listening = @((Get-CimInstance -Namespace root/MicrosoftDNS -ClassName MicrosoftDNS_Server).ListenAddresses) -join ' ' }
    catch { $listening = $null }
}

# Windows finds the hosts file by this value; malware and VPN clients may change it.
$folder = Get-RegistryValue $tcpip DataBasePath
if (-not $folder) { $folder = '%SystemRoot%\System32\drivers\etc' }
$hostsFile = [Environment]::ExpandEnvironmentVariables("$folder\hosts")
$lines = @(if (Test-Path -LiteralPath $hostsFile) { Get-Content -LiteralPath $hostsFile })

$boot = (Get-CimInstance -ClassName Win32_OperatingSystem).LastBootUpTime.ToUniversalTime()
$earlier = @{ started = $null; values = @(); problem = $null }
$file = Join-Path -Path $ownFolder -ChildPath 'dns_registration.json'
if ((Test-Path -LiteralPath $file) -and -not (Get-OwnFolderProblem)) {
    try {
        $record = Read-OwnFile 'dns_registration.json'
        $values = @(foreach ($value in $record.values) { @{ setting = [string] $value.setting; before = $value.before } })
        $earlier = @{ started = [string] $record.started; values = $values; problem = $record.problem }
    }
    catch { $earlier = @{ started = $null; values = @(); problem = "what the last change has left is not known, because $file is damaged" } }
}

@{
    adapters               = $adapters
    disable_dynamic_update = Get-RegistryValue $tcpip DisableDynamicUpdate
    registration_enabled   = Get-RegistryValue "$services\Dnscache\Parameters" RegistrationEnabled
    policies               = @{
        registration_enabled  = Get-RegistryValue $policy RegistrationEnabled
        register_adapter_name = Get-RegistryValue $policy RegisterAdapterName
    }
    dns_server_role        = @{
        running           = $running
        publish_addresses = Get-RegistryValue "$services\DNS\Parameters" PublishAddresses
        listen_addresses  = if ($listening) { $listening } else { $null }
    }
    # [string] drops the members that Get-Content adds, which ConvertTo-Json of 5.1 would print as an object.
    hosts                  = @(foreach ($line in $lines) { if ($line.Trim() -and $line.Trim()[0] -ne '#') { [string] $line.Trim() } })
    suffix_search_list     = @(foreach ($suffix in (Get-DnsClientGlobalSetting).SuffixSearchList) { [string] $suffix })
    started                = $boot.ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture)
    earlier                = $earlier
}
