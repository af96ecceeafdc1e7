# state.host_trust: what Netlogon and the time service say, as nltest.exe and w32tm.exe are recorded, and values of the registry.
# channel.holds null: Test-ComputerSecureChannel ends with channel.problem. status null: nltest shows nothing of it. clock.ahead
# null: w32tm prints clock.problem. The labels of w32tm are in the language of state.w32tm, where there is one: en or de.

$hostLsa = 'SYSTEM\CurrentControlSet\Control\Lsa'
$hostValues = @(
    , @('requests', 'max_field_length', 'SYSTEM\CurrentControlSet\Services\HTTP\Parameters', 'MaxFieldLength')
    , @('requests', 'max_request_bytes', 'SYSTEM\CurrentControlSet\Services\HTTP\Parameters', 'MaxRequestBytes')
    , @('requests', 'max_token_size', "$hostLsa\Kerberos\Parameters", 'MaxTokenSize')
    , @('encryption_types', 'policy', 'SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Kerberos\Parameters', 'SupportedEncryptionTypes')
    , @('encryption_types', 'own', "$hostLsa\Kerberos\Parameters", 'SupportedEncryptionTypes')
    , @('loopback', 'off', $hostLsa, 'DisableLoopbackCheck')
)

function Enter-host_trust($Concern) {
    foreach ($value in $hostValues) { Set-RegistryData $value[2] $value[3] $Concern[$value[0]][$value[1]] }
    if ($Concern.loopback.names) { Set-RegistryData "$hostLsa\MSV1_0" BackConnectionHostNames $Concern.loopback.names }
}

function Exit-host_trust($Concern) {
    foreach ($value in $hostValues) {
        $data = Get-RegistryData $value[2] $value[3]
        $Concern[$value[0]][$value[1]] = $(if ($null -eq $data) { $null } else { $data })  # a key that is not there gives nothing at all
    }
    $Concern.loopback.names = @(foreach ($name in Get-RegistryData "$hostLsa\MSV1_0" BackConnectionHostNames) { [string] $name })
}

function Test-ComputerSecureChannel {
    $channel = $State.host_trust.channel
    if ($null -eq $channel.holds) { throw [InvalidOperationException] $channel.problem }
    [bool] $channel.holds
}

function nltest.exe {
    if ("$args" -ne "/sc_query:$($State.computer.domain)") { throw "not emulated: nltest $args" }
    $channel = $State.host_trust.channel
    $global:LASTEXITCODE = 0
    if ($null -eq $channel.status) {
        $global:LASTEXITCODE = 50
        return 'I_NetLogonControl failed: Status = 50 0x32 ERROR_NOT_SUPPORTED'
    }
    "Flags: $(if ($channel.controller) { '30 HAS_IP  HAS_TIMESERV' } else { 0 })"
    'Trusted DC Name ' + $(if ($channel.controller) { "\\$($channel.controller) " })
    'Trusted DC Connection Status Status = {0} 0x{0:x} {1}' -f [int] $channel.status, $channel.status_name
    'The command completed successfully'
}

function w32tm.exe {
    $clock = $State.host_trust.clock
    if ("$args" -ne "/stripchart /computer:$($clock.server) /samples:1 /dataonly") { throw "not emulated: w32tm $args" }
    $global:LASTEXITCODE = 0
    if ($null -eq $clock.ahead) { return $clock.problem }
    $labels = $(if ($State.Contains('w32tm') -and $State.w32tm -eq 'de') {
        '{0} wird verfolgt [10.0.0.5:123].', 'Es werden 1 Beispiele gesammelt.', 'Es ist 31.01.2026 08:00:00.'
    } else {
        'Tracking {0} [10.0.0.5:123].', 'Collecting 1 samples.', 'The current time is 1/31/2026 8:00:00 AM.'
    })
    foreach ($label in $labels) { $label -f $clock.server }
    $offset = (-[double] $clock.ahead).ToString('+00.0000000;-00.0000000', [Globalization.CultureInfo]::InvariantCulture)
    "08:00:00, ${offset}s"
}
