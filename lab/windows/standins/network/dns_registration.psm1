# state.dns_registration in registry and files; its adapters are not stored there, network.psm1 shows the state itself.

$tcpip = 'SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
$tcpip6 = 'SYSTEM\CurrentControlSet\Services\Tcpip6\Parameters'
$dnsClient = 'SYSTEM\CurrentControlSet\Services\Dnscache\Parameters'
$dnsPolicy = 'SOFTWARE\Policies\Microsoft\Windows NT\DNSClient'
$dnsService = 'SYSTEM\CurrentControlSet\Services\DNS'
$hostsFile = 'Windows/System32/drivers/etc/hosts'
$dnsFolder = 'ProgramData/nlb.kerberos'
$dnsRecord = 'dns_registration.json'

function Enter-dns_registration($Concern) {
    $Machine.Make($tcpip).Set('DataBasePath', 'ExpandString', '%SystemRoot%\System32\drivers\etc')
    $null = $Machine.Make($dnsClient)
    Set-RegistryData $tcpip DisableDynamicUpdate $Concern.disable_dynamic_update
    Set-RegistryData $dnsClient RegistrationEnabled $Concern.registration_enabled
    foreach ($adapter in $Concern.adapters) {
        $null = $Machine.Make("$tcpip\Interfaces\$($adapter.id)")
        if ($adapter.ipv6_settings) { $null = $Machine.Make("$tcpip6\Interfaces\$($adapter.id)") }
        Set-RegistryData "$tcpip\Interfaces\$($adapter.id)" DisableDynamicUpdate $adapter.disable_dynamic_update
        Set-RegistryData "$tcpip6\Interfaces\$($adapter.id)" RegistrationEnabled $adapter.registration_enabled_ipv6
    }
    Set-RegistryData $dnsPolicy RegistrationEnabled $Concern.policies.registration_enabled
    Set-RegistryData $dnsPolicy RegisterAdapterName $Concern.policies.register_adapter_name
    if ($Concern.dns_server_role.running) { $null = $Machine.Make("$dnsService\Parameters") }
    Set-RegistryData "$dnsService\Parameters" PublishAddresses $Concern.dns_server_role.publish_addresses
    Write-DriveFile $hostsFile (("# Copyright (c) 1993-2009 Microsoft Corp.", '#', '') + $Concern.hosts + '' -join "`r`n")
    if ($null -eq $Concern.earlier.started) { return }
    Write-DriveFile "$dnsFolder/$dnsRecord" (ConvertTo-Json -InputObject $Concern.earlier -Depth 4)
    Set-DriveAcl $dnsFolder 'O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
}

function Exit-dns_registration($Concern) {
    $Concern.disable_dynamic_update = Get-RegistryData $tcpip DisableDynamicUpdate
    $Concern.registration_enabled = Get-RegistryData $dnsClient RegistrationEnabled
    foreach ($adapter in $Concern.adapters) {
        $adapter.disable_dynamic_update = Get-RegistryData "$tcpip\Interfaces\$($adapter.id)" DisableDynamicUpdate
        $adapter.ipv6_settings = $null -ne $Machine.Find("$tcpip6\Interfaces\$($adapter.id)")
        $adapter.registration_enabled_ipv6 = Get-RegistryData "$tcpip6\Interfaces\$($adapter.id)" RegistrationEnabled
    }
    $Concern.policies.registration_enabled = Get-RegistryData $dnsPolicy RegistrationEnabled
    $Concern.policies.register_adapter_name = Get-RegistryData $dnsPolicy RegisterAdapterName
    $Concern.dns_server_role.publish_addresses = Get-RegistryData "$dnsService\Parameters" PublishAddresses
    $Concern.hosts = @(Read-DriveLine $hostsFile | ForEach-Object { $_.Trim() } | Where-Object { $_ -and $_[0] -ne '#' })
    $Concern.earlier.started = $Concern.earlier.problem = $null
    $Concern.earlier.values = @()
    foreach ($file in Get-DriveFile $dnsFolder $dnsRecord) {
        $record = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText($file.FullName))
        $Concern.earlier.started = $record.started
        $Concern.earlier.values = @(foreach ($value in $record.values) { [ordered] @{ setting = $value.setting; before = $value.before } })
        $Concern.earlier.problem = $record.problem
    }
}
