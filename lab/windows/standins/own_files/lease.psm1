# state.lease as the file %ProgramData%\nlb.kerberos\lease.json.

$leaseFile = 'ProgramData/nlb.kerberos/lease.json'

function Enter-lease($Concern) {
    if ($null -eq $Concern.run) { return }
    Write-DriveFile $leaseFile (ConvertTo-Json -InputObject @{ run = $Concern.run; until = $Concern.until; drained = $Concern.drained })
    Set-DriveAcl 'ProgramData/nlb.kerberos' 'O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
}

function Exit-lease($Concern) {
    $Concern.run = $Concern.until = $null
    $Concern.drained = $false
    foreach ($file in Get-DriveFile 'ProgramData/nlb.kerberos' 'lease.json') {
        $lease = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText($file.FullName))
        $Concern.run = $lease.run
        $Concern.until = $lease.until
        $Concern.drained = $lease.drained
    }
}
