# state.journal as the files %ProgramData%\nlb.kerberos\journal\<id>.json.

$journalRoot = 'ProgramData/nlb.kerberos'
$journalFolder = "$journalRoot/journal"

function Enter-journal($Concern) {
    if (-not $Concern.entries.Count) { return }
    foreach ($entry in $Concern.entries) { Write-DriveFile "$journalFolder/$($entry.id).json" $entry.text }
    Set-DriveAcl $journalRoot 'O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
    Set-DriveAcl $journalFolder 'O:BAG:BAD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)'
}

function Exit-journal($Concern) {
    $Concern.entries = @(foreach ($file in Get-DriveFile $journalFolder '*.json') {
        [ordered] @{ id = $file.BaseName; text = [IO.File]::ReadAllText($file.FullName) }
    })
}
