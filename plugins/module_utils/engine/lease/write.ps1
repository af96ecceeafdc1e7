# Takes, renews or releases the lease of this node, if it is still as it was read. Comes before every other write:
# creates the collection's folder, or refuses one that Administrators do not own.
# arguments: {"run", "until", "drained", "expected": {run, until, drained}}; null for run and until releases it
# drained: whether the run may write what recycles worker processes
param($Arguments, $Secrets)
#uses node/own_file.ps1

$root = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos'
$file = Join-Path -Path $root -ChildPath 'lease.json'

if (-not (Test-Path -LiteralPath $root)) {
    # Owner and access: Administrators and SYSTEM, no other account, nothing inherited. Created under another name first,
    # so that a run that is killed here does not leave a folder of the right name with the wrong rights.
    $new = "$root.$([Guid]::NewGuid())"
    $null = New-Item -Path $new -ItemType Directory
    $acl = Get-Acl -LiteralPath $new
    $acl.SetSecurityDescriptorSddlForm('O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)')
    Set-Acl -LiteralPath $new -AclObject $acl
    Move-Item -LiteralPath $new -Destination $root
}
# Every user may create folders in ProgramData: one that another account has created, or that is a link, is not trusted.
if ((Get-Item -LiteralPath $root -Force).Attributes -band [IO.FileAttributes]::ReparsePoint) { throw "$root is a link: remove it" }
$owner = (Get-Acl -LiteralPath $root).GetSecurityDescriptorSddlForm('Owner')
if ($owner -ne 'O:BA') { throw "$root does not belong to the Administrators but to $owner`: look at it, then remove it" }

$run = $until = $null
$drained = $false
$held = Test-Path -LiteralPath $file
if ($held) {
    try {
        $lease = ConvertFrom-Json -InputObject (Get-Content -LiteralPath $file -Encoding UTF8 -Raw)
        $run = $lease.run
        $until = $lease.until
        $drained = $lease.drained
    }
    catch { throw "$file cannot be read: look at it, then remove it ($($_.Exception.GetBaseException().Message))" }
}
if ($run -ne $Arguments.expected.run -or $until -ne $Arguments.expected.until -or $drained -ne $Arguments.expected.drained) {
    throw "run $run has taken this node (until $until UTC) since it was read: wait until it is done"
}
if ($null -eq $Arguments.run) {
    if ($held) { Remove-Item -LiteralPath $file }
}
else {
    $text = ConvertTo-Json -InputObject @{ run = $Arguments.run; until = $Arguments.until; drained = $Arguments.drained }
    Save-OwnFile $file $text
}
@{}
