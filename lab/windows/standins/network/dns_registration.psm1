# state.dns_registration in registry and file system; its adapters are not stored there, network.psm1 shows the state itself.

$tcpip = 'SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
$dnsPolicy = 'SOFTWARE\Policies\Microsoft\Windows NT\DNSClient'
$dnsService = 'SYSTEM\CurrentControlSet\Services\DNS'
$hostsFile = 'Windows/System32/drivers/etc/hosts'

function Enter-dns_registration($Concern) {
    $Machine.Make($tcpip).Set('DataBasePath', 'ExpandString', '%SystemRoot%\System32\drivers\etc')
    Set-RegistryData $tcpip DisableDynamicUpdate $Concern.disable_dynamic_update
    foreach ($adapter in $Concern.adapters) {
        $null = $Machine.Make("$tcpip\Interfaces\$($adapter.id)")
        Set-RegistryData "$tcpip\Interfaces\$($adapter.id)" DisableDynamicUpdate $adapter.disable_dynamic_update
    }
    Set-RegistryData $dnsPolicy RegistrationEnabled $Concern.policies.registration_enabled
    Set-RegistryData $dnsPolicy RegisterAdapterName $Concern.policies.register_adapter_name
    if ($Concern.dns_server_role.installed) { $null = $Machine.Make("$dnsService\Parameters") }
    Set-RegistryData "$dnsService\Parameters" PublishAddresses $Concern.dns_server_role.publish_addresses
    Write-DriveFile $hostsFile (("# Copyright (c) 1993-2009 Microsoft Corp.", '#', '') + $Concern.hosts + '' -join "`r`n")
}

function Exit-dns_registration($Concern) {
    $Concern.disable_dynamic_update = Get-RegistryData $tcpip DisableDynamicUpdate
    foreach ($adapter in $Concern.adapters) {
        $adapter.disable_dynamic_update = Get-RegistryData "$tcpip\Interfaces\$($adapter.id)" DisableDynamicUpdate
    }
    $Concern.policies.registration_enabled = Get-RegistryData $dnsPolicy RegistrationEnabled
    $Concern.policies.register_adapter_name = Get-RegistryData $dnsPolicy RegisterAdapterName
    $Concern.dns_server_role.installed = $null -ne $Machine.Find($dnsService)
    $Concern.dns_server_role.publish_addresses = Get-RegistryData "$dnsService\Parameters" PublishAddresses
    $Concern.hosts = @(Read-DriveLine $hostsFile | ForEach-Object { $_.Trim() } | Where-Object { $_ -and $_[0] -ne '#' })
}
