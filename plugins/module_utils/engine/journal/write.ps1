# Adds entries to the journal of this node, before anything is changed. Each is written whole or not at all.
# Comes after write_lease, which has created the folder, or has refused one that Administrators do not own.
# arguments: {"entries": [{id, text}]}, the read's own shape
param($Arguments, $Secrets)
#uses node/own_file.ps1

$folder = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\journal'
if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory }

foreach ($entry in $Arguments.entries) {
    $file = Join-Path -Path $folder -ChildPath "$($entry.id).json"
    Save-OwnFile $file $entry.text
}
@{}
