# What this computer and its domain think of each other, its clock, and the settings that tickets depend on. Nothing is decided here.
# data: {"domain", "role": Win32_ComputerSystem.DomainRole: 0 and 2 in no domain, 1 and 3 a member, 4 and 5 a domain controller,
#        "channel": {holds: null where that could not be tested, controller, status, status_name: as Netlogon has them, problem},
#        "clock": {server: that was asked, ahead: seconds of this computer's clock, null where it could not be compared, problem},
#        "requests": {max_field_length, max_request_bytes, max_token_size}, "encryption_types": {policy, own},
#        "loopback": {off, names: []}}
# Registry values are null where they do not exist. Of a computer that is no member, channel and clock are not asked for.
# Test-ComputerSecureChannel without -Repair and nltest /sc_query change nothing; nltest /sc_verify would build a new channel.
param($Arguments, $Secrets)
#uses node/registry_value.ps1

$lsa = 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa'
$http = 'HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters'
$policy = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Kerberos\Parameters'

$computer = Get-CimInstance -ClassName Win32_ComputerSystem
$domain = [string] $computer.Domain
$channel = @{ holds = $null; controller = ''; status = $null; status_name = ''; problem = '' }
$clock = @{ server = ''; ahead = $null; problem = '' }
if ([int] $computer.DomainRole -in 1, 3) {
    try { $channel['holds'] = [bool] (Test-ComputerSecureChannel) }
    catch { $channel['problem'] = [string] $_.Exception.GetBaseException().Message }

    # Netlogon's own words: its status behind that test. The program ends well in any case, and is not translated.
    try {
        foreach ($line in & "$env:SystemRoot\System32\nltest.exe" "/sc_query:$domain") {
            if ($line -match '^Trusted DC Name\s+\\\\(\S+)') { $channel['controller'] = [string] $Matches[1] }
            elseif ($line -match '^Trusted DC Connection Status Status = (\d+) \S+ (\S+)') {
                $channel['status'], $channel['status_name'] = [int] $Matches[1], [string] $Matches[2]
            }
        }
    }
    catch { $channel['problem'] = [string] $_.Exception.GetBaseException().Message }

    # The name of a domain leads to one of its domain controllers. w32tm translates its words: an offset is read by its form.
    $clock['server'] = $(if ($channel['controller']) { $channel['controller'] } else { $domain })
    try {
        $lines = @(& "$env:SystemRoot\System32\w32tm.exe" /stripchart "/computer:$($clock['server'])" /samples:1 /dataonly)
        $offset = @(foreach ($line in $lines) { if ($line -match ',\s*([+-]\d+\.\d+)s\s*$') { $Matches[1] } })
        # What w32tm prints is how far the other clock is ahead.
        if ($offset) { $clock['ahead'] = -[double]::Parse($offset[0], [Globalization.CultureInfo]::InvariantCulture) }
        else { $clock['problem'] = (@($lines) -join ' ').Trim() }
    }
    catch { $clock['problem'] = [string] $_.Exception.GetBaseException().Message }
}

@{
    domain           = $domain
    role             = [int] $computer.DomainRole
    channel          = $channel
    clock            = $clock
    requests         = @{
        max_field_length  = Get-RegistryValue $http MaxFieldLength
        max_request_bytes = Get-RegistryValue $http MaxRequestBytes
        max_token_size    = Get-RegistryValue "$lsa\Kerberos\Parameters" MaxTokenSize
    }
    encryption_types = @{
        policy = Get-RegistryValue $policy SupportedEncryptionTypes
        own    = Get-RegistryValue "$lsa\Kerberos\Parameters" SupportedEncryptionTypes
    }
    loopback         = @{
        off   = Get-RegistryValue $lsa DisableLoopbackCheck
        names = @(foreach ($name in Get-RegistryValue "$lsa\MSV1_0" BackConnectionHostNames) { if ($null -ne $name) { [string] $name } })
    }
}
