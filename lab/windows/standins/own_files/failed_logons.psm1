# state.failed_logons as the file %ProgramData%\nlb.kerberos\configuration\failed_logons.json. The clock of the lab stands still.

$failedLogonsFile = 'ProgramData/nlb.kerberos/configuration/failed_logons.json'

function Enter-failed_logons($Concern) {
    if ($Concern.failed_logons.Count) { Write-DriveFile $failedLogonsFile (ConvertTo-Json -InputObject @($Concern.failed_logons)) }
}

function Exit-failed_logons($Concern) {
    $Concern.failed_logons = @(foreach ($one in Read-DriveJson $failedLogonsFile) {
        [ordered]@{ account = $one.account; time = '2026-01-31 08:00:05' }
    })
}
