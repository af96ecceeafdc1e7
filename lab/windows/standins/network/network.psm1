# DnsClient, NetTCPIP and NetAdapter over the adapters of state.dns_registration. An adapter whose registers is null is
# unknown to the DNS client. What that cannot express stands in state.network, where there is one, with any of these:
#   register_error   the error that Register-DnsClient ends with
#   removed          [{address, index}]: addresses that are kept for adapters that are gone
#   stopped_service  a service that is there and does not run
#   listening_error  the error of the class that shows where the DNS server listens

# Windows always has this interface, and Get-NetAdapter never shows it.
$loopback = @{
    index = 1; name = 'Loopback Pseudo-Interface 1'; registers = $true; dns_suffix = ''; dns_servers = @()
    addresses = @(foreach ($address in '127.0.0.1', '::1') {
        @{ address = $address; skip_as_source = $false; persistent_skip_as_source = $null; state = 'Preferred' }
    })
}

function Get-Provoked([string] $Name) { if ($State.Contains('network') -and $State.network.Contains($Name)) { $State.network[$Name] } }

function Get-Interface { $State.dns_registration.adapters; $loopback }

function Get-Family([string] $Address) { if ($Address.Contains(':')) { 'IPv6' } else { 'IPv4' } }

function Get-DnsClient {
    $all = foreach ($adapter in Get-Interface) {
        if ($null -eq $adapter.registers) { continue }
        [pscustomobject]@{
            PSTypeName                         = 'Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_DNSClient'
            InterfaceAlias                     = [string] $adapter.name
            InterfaceIndex                     = [uint32] $adapter.index
            ConnectionSpecificSuffix           = [string] $adapter.dns_suffix
            ConnectionSpecificSuffixSearchList = [string[]] @()
            RegisterThisConnectionsAddress     = [bool] $adapter.registers
            UseSuffixWhenRegistering           = $false
        }
    }
    Select-CimObject $PSCmdlet $all MSFT_DNSClient ([ordered]@{
        InterfaceAlias = $InterfaceAlias; InterfaceIndex = $InterfaceIndex; ConnectionSpecificSuffix = $ConnectionSpecificSuffix
        RegisterThisConnectionsAddress = $RegisterThisConnectionsAddress
    })
}

function Set-DnsClient {
    $filters = [ordered]@{ InterfaceAlias = $InterfaceAlias; InterfaceIndex = $InterfaceIndex }
    foreach ($client in Select-CimObject $PSCmdlet (Get-DnsClient) MSFT_DNSClient $filters) {
        $adapter = Get-Interface | Where-Object { $_.index -eq $client.InterfaceIndex }
        if ($PSBoundParameters.ContainsKey('RegisterThisConnectionsAddress')) { $adapter.registers = $RegisterThisConnectionsAddress }
        if ($PSBoundParameters.ContainsKey('ConnectionSpecificSuffix')) { $adapter.dns_suffix = $ConnectionSpecificSuffix }
    }
}

# What arrives at the DNS servers is decided by what simulates them, from the state that is left here.
function Register-DnsClient { if ($problem = Get-Provoked register_error) { throw $problem } }

function Get-DnsClientServerAddress {
    $all = foreach ($adapter in Get-Interface) {
        foreach ($family in @{ name = 'IPv4'; number = 2 }, @{ name = 'IPv6'; number = 23 }) {
            [pscustomobject]@{
                PSTypeName      = 'Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_DNSClientServerAddress'
                InterfaceAlias  = [string] $adapter.name
                InterfaceIndex  = [uint32] $adapter.index
                AddressFamily   = [uint16] $family.number
                ServerAddresses = [string[]] @($adapter.dns_servers | Where-Object { (Get-Family $_) -eq $family.name })
            }
        }
    }
    Select-CimObject $PSCmdlet $all MSFT_DNSClientServerAddress ([ordered]@{
        InterfaceAlias = $InterfaceAlias; InterfaceIndex = $InterfaceIndex
    })
}

function Get-DnsClientGlobalSetting {
    [pscustomobject]@{
        PSTypeName          = 'Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_DNSClientGlobalSetting'
        UseSuffixSearchList = $true
        SuffixSearchList    = [string[]] @($State.dns_registration.suffix_search_list)
        UseDevolution       = $true
        DevolutionLevel     = [uint32] 0
    }
}

function Get-NetAdapter {
    # $IncludeHidden changes nothing: the state does not distinguish hidden adapters from others.
    $all = foreach ($adapter in $State.dns_registration.adapters) {
        [pscustomobject]@{
            PSTypeName     = 'Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_NetAdapter'
            Name           = [string] $adapter.name
            InterfaceAlias = [string] $adapter.name
            InterfaceIndex = [uint32] $adapter.index
            ifIndex        = [uint32] $adapter.index
            InterfaceGuid  = [string] $adapter.id
            Status         = 'Up'
        }
    }
    Select-CimObject $PSCmdlet $all MSFT_NetAdapter ([ordered]@{ Name = $Name; InterfaceIndex = $InterfaceIndex })
}

# Without a store Windows lists each address once as it is and once as it is kept for the next start.
function Get-NetIPAddress {
    $stores = if ($PolicyStore) { , $PolicyStore } else { 'ActiveStore', 'PersistentStore' }
    $all = foreach ($adapter in Get-Interface) {
        foreach ($address in $adapter.addresses) { foreach ($store in $stores) { New-NetIPAddressObject $adapter $address $store } }
    }
    foreach ($address in Get-Provoked removed) {
        $gone = @{ address = $address.address; skip_as_source = $null; persistent_skip_as_source = $false; state = 'Invalid' }
        $all = @($all) + @(foreach ($store in $stores) { New-NetIPAddressObject @{ index = $address.index; name = '' } $gone $store })
    }
    Select-CimObject $PSCmdlet $all MSFT_NetIPAddress ([ordered]@{
        IPAddress = $IPAddress; InterfaceIndex = $InterfaceIndex; InterfaceAlias = $InterfaceAlias; AddressFamily = $AddressFamily
        SkipAsSource = $SkipAsSource
    })
}

# Nothing where this store does not have it.
function New-NetIPAddressObject($Adapter, $Address, [string] $Store) {
    $active = $Store -eq 'ActiveStore'
    $skip = if ($active) { $Address.skip_as_source } else { $Address.persistent_skip_as_source }
    if ($null -eq $skip) { return }
    [pscustomobject]@{
        PSTypeName     = 'Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_NetIPAddress'
        IPAddress      = [string] $Address.address
        InterfaceIndex = [uint32] $Adapter.index
        InterfaceAlias = [string] $Adapter.name
        AddressFamily  = Get-Family $Address.address
        Type           = 'Unicast'
        PrefixOrigin   = if ($Address.address -like 'fe80:*') { 'WellKnown' } else { 'Manual' }
        AddressState   = if ($active) { $Address.state } else { 'Invalid' }
        SkipAsSource   = [bool] $skip
        PolicyStore    = $Store
        Store          = [byte] $active
    }
}

# Without a store a change is made in both; of the two only the ActiveStore may be named.
function Set-NetIPAddress {
    if ($PolicyStore -and $PolicyStore -ne 'ActiveStore') { throw "not emulated: -PolicyStore $PolicyStore" }
    $filters = [ordered]@{ IPAddress = $IPAddress; InterfaceIndex = $InterfaceIndex; InterfaceAlias = $InterfaceAlias }
    $all = Get-NetIPAddress -PolicyStore ActiveStore
    foreach ($found in Select-CimObject $PSCmdlet $all MSFT_NetIPAddress $filters) {
        $adapter = Get-Interface | Where-Object { $_.index -eq $found.InterfaceIndex }
        $address = $adapter.addresses | Where-Object { $_.address -eq $found.IPAddress }
        if (-not $PSBoundParameters.ContainsKey('SkipAsSource')) { continue }
        $address.skip_as_source = $SkipAsSource
        if (-not $PolicyStore -and $null -ne $address.persistent_skip_as_source) { $address.persistent_skip_as_source = $SkipAsSource }
    }
}

# The class behind it lists both stores, whatever the cmdlet's default is.
function Show-StandardCimv2.MSFT_NetIPAddress { Get-NetIPAddress }

# The first adapter leads to other networks.
function Show-cimv2.Win32_NetworkAdapterConfiguration([string] $Filter) {
    if ($Filter -ne 'IPEnabled = TRUE') { throw "not emulated: Win32_NetworkAdapterConfiguration with the filter $Filter" }
    foreach ($adapter in $State.dns_registration.adapters) {
        [pscustomobject]@{
            PSTypeName       = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_NetworkAdapterConfiguration'
            InterfaceIndex   = [uint32] $adapter.index
            DefaultIPGateway = if ($adapter.index -eq $State.dns_registration.adapters[0].index) { , [string[]] '10.0.0.1' } else { $null }
        }
    }
}

function Show-cimv2.Win32_OperatingSystem {
    $text = if ($State.Contains('dns_registration')) { $State.dns_registration.started } else { '2026-01-12 06:00:00' }
    $started = [DateTime]::ParseExact($text, 'yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture)
    [pscustomobject]@{
        PSTypeName     = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_OperatingSystem'
        LocalDateTime  = [DateTime]::new(2026, 1, 31, 8, 0, 0, [DateTimeKind]::Utc).ToLocalTime()  # the clock of the lab stands still
        LastBootUpTime = [DateTime]::SpecifyKind($started, 'Utc').ToLocalTime()
    }
}

# A service that is stopped has the process 0.
function Show-Service.dns {
    $running = $State.dns_registration.dns_server_role.running
    if (-not $running -and (Get-Provoked stopped_service) -ne 'DNS') { return }
    [pscustomobject]@{
        PSTypeName = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Service'
        Name       = 'DNS'
        ProcessId  = [uint32] $(if ($running) { 2180 } else { 0 })
        Started    = [bool] $running
    }
}

function Show-MicrosoftDNS.MicrosoftDNS_Server {
    if ($problem = Get-Provoked listening_error) { throw $problem }
    $listening = $State.dns_registration.dns_server_role.listen_addresses
    [pscustomobject]@{
        PSTypeName      = 'Microsoft.Management.Infrastructure.CimInstance#root/MicrosoftDNS/MicrosoftDNS_Server'
        ListenAddresses = if ($listening) { [string[]] ($listening -split ' ') } else { $null }
    }
}
