# The journal of this node: every change that was made or was about to be made here.
# data: {"entries": [{id, text}]}, the oldest first; text is the entry as JSON, which the controller parses
param($Arguments, $Secrets)

$root = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos'
$folder = Join-Path -Path $root -ChildPath 'journal'
@{ entries = @(if (Test-Path -LiteralPath $folder) {
    # A rollback writes the values of the entries to this node: those in another owner's folder are not trusted.
    $owner = (Get-Acl -LiteralPath $root).GetSecurityDescriptorSddlForm('Owner')
    if ($owner -ne 'O:BA') { throw "$root does not belong to the Administrators but to $owner`: look at it, then remove it" }
    foreach ($file in Get-ChildItem -LiteralPath $folder -Filter *.json | Sort-Object -Property Name) {
        @{ id = [string] $file.BaseName; text = [string] (Get-Content -LiteralPath $file.FullName -Encoding UTF8 -Raw) }
    }
}) }
