# Adds entries to the journal of this node, before anything is changed. Each is written whole or not at all.
# Comes after write_lease, which has created the folder, or has refused one that Administrators do not own.
# arguments: {"entries": [{id, text}]}, the read's own shape
param($Arguments, $Secrets)

$folder = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\journal'
if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory }

foreach ($entry in $Arguments.entries) {
    $file = Join-Path -Path $folder -ChildPath "$($entry.id).json"
    Set-Content -LiteralPath "$file.new" -Value $entry.text -Encoding UTF8 -NoNewline
    # Move-Item -Force deletes the old file first: a computer that stops in between would have no entry.
    if (Test-Path -LiteralPath $file) { $null = (Get-Item -LiteralPath "$file.new").Replace((Get-Item -LiteralPath $file).FullName, [Management.Automation.Language.NullString]::Value) }
    else { Move-Item -LiteralPath "$file.new" -Destination $file }
}
@{}
