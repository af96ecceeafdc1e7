# DnsClient, NetTCPIP and NetAdapter over the adapters of state.dns_registration.

# Windows always has this interface, and Get-NetAdapter never shows it.
$loopback = @{
    index = 1; name = 'Loopback Pseudo-Interface 1'; registers = $true; dns_suffix = ''; dns_servers = @()
    addresses = @(@{ address = '127.0.0.1'; skip_as_source = $false }, @{ address = '::1'; skip_as_source = $false })
}

function Get-Interface { $State.dns_registration.adapters; $loopback }

function Get-Family([string] $Address) { if ($Address.Contains(':')) { 'IPv6' } else { 'IPv4' } }

function Get-DnsClient {
    $all = foreach ($adapter in Get-Interface) {
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
function Register-DnsClient { }

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
    Select-CimObject $PSCmdlet $all MSFT_NetIPAddress ([ordered]@{
        IPAddress = $IPAddress; InterfaceIndex = $InterfaceIndex; InterfaceAlias = $InterfaceAlias; AddressFamily = $AddressFamily
        SkipAsSource = $SkipAsSource
    })
}

function New-NetIPAddressObject($Adapter, $Address, [string] $Store) {
    [pscustomobject]@{
        PSTypeName     = 'Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_NetIPAddress'
        IPAddress      = [string] $Address.address
        InterfaceIndex = [uint32] $Adapter.index
        InterfaceAlias = [string] $Adapter.name
        AddressFamily  = Get-Family $Address.address
        Type           = 'Unicast'
        PrefixOrigin   = if ($Address.address -like 'fe80:*') { 'WellKnown' } else { 'Manual' }
        AddressState   = if ($Store -eq 'ActiveStore') { 'Preferred' } else { 'Invalid' }
        SkipAsSource   = [bool] $Address.skip_as_source
        PolicyStore    = $Store
    }
}

function Set-NetIPAddress {
    $filters = [ordered]@{ IPAddress = $IPAddress; InterfaceIndex = $InterfaceIndex; InterfaceAlias = $InterfaceAlias }
    $all = Get-NetIPAddress -PolicyStore ActiveStore
    foreach ($found in Select-CimObject $PSCmdlet $all MSFT_NetIPAddress $filters) {
        $adapter = Get-Interface | Where-Object { $_.index -eq $found.InterfaceIndex }
        $address = $adapter.addresses | Where-Object { $_.address -eq $found.IPAddress }
        if ($PSBoundParameters.ContainsKey('SkipAsSource')) { $address.skip_as_source = $SkipAsSource }
    }
}
