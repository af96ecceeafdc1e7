# Adds entries to the journal of this node, before anything is changed. Each is written whole or not at all.
# arguments: {"entries": [{id, text}]}, the read's own shape
param($Arguments, $Secrets)

$root = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos'
$folder = Join-Path -Path $root -ChildPath 'journal'

if (-not (Test-Path -LiteralPath $root)) {
    # Owner and access: Administrators and SYSTEM, nobody else, nothing inherited. Made under another name first, so that
    # a run that is killed here does not leave a folder of the right name with the wrong rights.
    $new = "$root.$([Guid]::NewGuid())"
    $null = New-Item -Path $new -ItemType Directory
    $acl = Get-Acl -LiteralPath $new
    $acl.SetSecurityDescriptorSddlForm('O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)')
    Set-Acl -LiteralPath $new -AclObject $acl
    Move-Item -LiteralPath $new -Destination $root
}
# Everybody may make folders in ProgramData: one that was there before us, or that leads elsewhere, is not trusted.
if ((Get-Item -LiteralPath $root -Force).Attributes -band [IO.FileAttributes]::ReparsePoint) { throw "$root is a link: remove it" }
$owner = (Get-Acl -LiteralPath $root).GetSecurityDescriptorSddlForm('Owner')
if ($owner -ne 'O:BA') { throw "$root does not belong to the Administrators but to $owner`: look at it, then remove it" }
if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory }

foreach ($entry in $Arguments.entries) {
    $file = Join-Path -Path $folder -ChildPath "$($entry.id).json"
    Set-Content -LiteralPath "$file.new" -Value $entry.text -Encoding UTF8 -NoNewline
    Move-Item -LiteralPath "$file.new" -Destination $file -Force
}
@{}
